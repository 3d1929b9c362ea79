/** What the service demands of a caller, by operation. The service's authorisation pages; resource `*` is all resources. */

/** What the service demands of the caller of an operation. Documented in the authorisation of each operation. */
export interface Operation {
  /** The action that a policy has to allow. */
  readonly action: `resourcesharing:${string}`
  /** What the operation does, in the words of the service's authorisation. */
  readonly accessLevel: 'Write' | 'Read' | 'List'
  readonly resource: '*'
  /** The keys that a policy's conditions can name: there are none. */
  readonly conditionKeys: readonly string[]
}

const operation = (name: string, accessLevel: Operation['accessLevel']): Operation =>
  Object.freeze({ action: `resourcesharing:${name}` as const, accessLevel, resource: '*', conditionKeys: Object.freeze([]) })

/**
 * By action name. Those that change something are the commands of the same names. Documented in the authorisation of each
 * operation.
 */
export const operations = Object.freeze({
  CreateResourceShare: operation('CreateResourceShare', 'Write'),
  AssociateResourceShare: operation('AssociateResourceShare', 'Write'),
  DisassociateResourceShare: operation('DisassociateResourceShare', 'Write'),
  DeleteResourceShare: operation('DeleteResourceShare', 'Write'),
  AcceptResourceShareInvitation: operation('AcceptResourceShareInvitation', 'Write'),
  RejectResourceShareInvitation: operation('RejectResourceShareInvitation', 'Write'),
  ListResourceShareAssociations: operation('ListResourceShareAssociations', 'List')
})

/** The name of an operation. Documented in each operation. */
export type OperationName = keyof typeof operations
