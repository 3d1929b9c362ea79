/** The two documented systems, as the runtime takes them. */
import * as backupPolicies from '../../backup-policies/index.ts'
import * as resourceSharing from '../../resource-sharing/index.ts'
import type { CallFacts, System } from './system.ts'

type OfType<Command, Type> = Extract<Command, { readonly type: Type }>

type ShareCommand = resourceSharing.ResourceSharingCommand
type SignalType = resourceSharing.Signal['type']

/** The types of Resource Sharing. An aggregate is one share; its id is the share's. */
export interface ResourceSharingTypes {
  readonly state: resourceSharing.ResourceShareState
  readonly command: ShareCommand
  readonly event: resourceSharing.ResourceSharingEvent
  readonly facts: resourceSharing.Facts
  readonly hostFacts: Omit<resourceSharing.Facts, 'now' | 'requestId' | 'accountId'>
  readonly results: {
    readonly [T in ShareCommand['type']]: resourceSharing.Result<
      T extends SignalType ? Record<string, never> : resourceSharing.ReplyOf<OfType<ShareCommand, T>>,
      resourceSharing.ErrorCode
    >
  }
}

type PolicyCommand = backupPolicies.BackupPoliciesCommand

/** The types of backup policies. An aggregate is all policies of one project; its id is the project's. */
export interface BackupPoliciesTypes {
  readonly state: backupPolicies.BackupPoliciesState
  readonly command: PolicyCommand
  readonly event: backupPolicies.BackupPoliciesEvent
  readonly facts: backupPolicies.Facts
  readonly hostFacts: Omit<backupPolicies.Facts, 'now' | 'requestId' | 'projectId'>
  readonly results: {
    readonly [T in PolicyCommand['type']]:
      | backupPolicies.AcceptedOf<OfType<PolicyCommand, T>>
      | backupPolicies.Refused<backupPolicies.RefusalCode>
  }
}

/** The label of the shares that an account owns, or has been a target of. */
export const accountLabel = (accountId: string): string => `account:${accountId}`

/** The label of the share that an invitation belongs to. */
export const invitationLabel = (invitationId: string): string => `invitation:${invitationId}`

const noLabels: readonly string[] = Object.freeze([])

const shareLabelsOf = (event: resourceSharing.ResourceSharingEvent): readonly string[] => {
  if (event.type === 'ResourceShareCreated') return [accountLabel(event.resourceShareOwner)]
  if (event.type === 'TargetInvited') return [accountLabel(event.entityId), invitationLabel(event.invitationId)]
  return event.type === 'AssociationStarted' && event.associationType === 'Target' ? [accountLabel(event.entityId)] : noLabels
}

/** Resource Sharing. Shares are labelled by `accountLabel` and `invitationLabel`. */
export const resourceSharingSystem: System<ResourceSharingTypes> = {
  name: 'resource-sharing',
  initialState: resourceSharing.initialState,
  sweep: { type: 'Sweep' },
  // What `apply` says of each type of command is the same, but said in a way that cannot be compared for all of them at once.
  apply: resourceSharing.apply as System<ResourceSharingTypes>['apply'],
  evolveAll: resourceSharing.evolveAll,
  serialize: resourceSharing.serialize,
  deserialize: resourceSharing.deserialize,
  nextDeadline: resourceSharing.nextDeadline,
  factsOf: ({ now, requestId, caller }: CallFacts, own) => ({ ...own, now, requestId, accountId: caller }),
  aggregateIdOf: (command) => (command.type === 'CreateResourceShare' ? command.resourceShareId : undefined),
  labelsOf: shareLabelsOf
}

/** Backup policies. Each project is an aggregate of its own, so there are no labels. */
export const backupPoliciesSystem: System<BackupPoliciesTypes> = {
  name: 'backup-policies',
  initialState: backupPolicies.initialState,
  sweep: { type: 'Sweep' },
  apply: backupPolicies.apply as System<BackupPoliciesTypes>['apply'],
  evolveAll: backupPolicies.evolveAll,
  serialize: backupPolicies.serialize,
  deserialize: backupPolicies.deserialize,
  nextDeadline: backupPolicies.nextDeadline,
  factsOf: ({ now, requestId, caller }: CallFacts, own) => ({ ...own, now, requestId, projectId: caller }),
  aggregateIdOf: () => undefined,
  labelsOf: () => noLabels
}
