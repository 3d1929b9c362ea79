/** The two documented systems, as the runtime takes them. */
import * as backupPolicies from '../../backup-policies/index.ts'
import * as resourceSharing from '../../resource-sharing/index.ts'
import type { CallFacts, System } from './system.ts'

/** @internal */
type ShareCommand = resourceSharing.ResourceSharingCommand

/** The types of Resource Sharing. An aggregate is one share; its id is the share's. */
export interface ResourceSharingTypes {
  readonly state: resourceSharing.ResourceShareState
  readonly command: ShareCommand
  readonly event: resourceSharing.ResourceSharingEvent
  readonly facts: resourceSharing.Facts
  /** What a host tells: the runtime adds the rest. */
  readonly hostFacts: Omit<resourceSharing.Facts, 'now' | 'requestId' | 'accountId'>
  /** As `apply` answers each type of command. */
  readonly results: {
    readonly [T in ShareCommand['type']]: resourceSharing.Outcome<T>['result']
  }
}

/** @internal */
type PolicyCommand = backupPolicies.BackupPoliciesCommand

/** The types of backup policies. An aggregate is all policies of one project; its id is the project's. */
export interface BackupPoliciesTypes {
  readonly state: backupPolicies.BackupPoliciesState
  readonly command: PolicyCommand
  readonly event: backupPolicies.BackupPoliciesEvent
  readonly facts: backupPolicies.Facts
  /** What a host tells: the runtime adds the rest. */
  readonly hostFacts: Omit<backupPolicies.Facts, 'now' | 'requestId' | 'projectId'>
  /** As `apply` answers each type of command. */
  readonly results: {
    readonly [T in PolicyCommand['type']]: backupPolicies.Outcome<T>['result']
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
