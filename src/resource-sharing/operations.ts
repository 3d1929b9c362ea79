/** What the service demands of a caller, by operation. The service's authorisation pages; resource `*` is all resources. */

export interface Operation {
  /** The action that a policy has to allow. */
  readonly action: `resourcesharing:${string}`
  readonly accessLevel: 'Write' | 'Read' | 'List'
  readonly resource: '*'
  readonly conditionKeys: readonly string[]
}

const operation = (name: string, accessLevel: Operation['accessLevel']): Operation =>
  Object.freeze({ action: `resourcesharing:${name}` as const, accessLevel, resource: '*', conditionKeys: Object.freeze([]) })

/** By action name. Those that change something are the commands of the same names. */
export const operations = Object.freeze({
  CreateResourceShare: operation('CreateResourceShare', 'Write'),
  AssociateResourceShare: operation('AssociateResourceShare', 'Write'),
  DisassociateResourceShare: operation('DisassociateResourceShare', 'Write'),
  DeleteResourceShare: operation('DeleteResourceShare', 'Write'),
  AcceptResourceShareInvitation: operation('AcceptResourceShareInvitation', 'Write'),
  RejectResourceShareInvitation: operation('RejectResourceShareInvitation', 'Write'),
  ListResourceShareAssociations: operation('ListResourceShareAssociations', 'List')
})

export type OperationName = keyof typeof operations
