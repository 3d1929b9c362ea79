/** Drives a share through the public functions, for tests. */
import { resourceSharing } from '../../src/index.ts'
import type { AssociationsReply, Facts, ResourceShareState, ResourceSharingCommand } from '../../src/resource-sharing/index.ts'

export const start = Date.parse('2020-12-04T09:40:41.250Z')
export const hour = 3_600_000
export const day = 24 * hour

export const owner = '1000000000000001'
export const member = '1720505253000000'
export const otherMember = '1000000000000002'
export const outsider = '1999999999999999'
export const stranger = '1888888888888888'
export const shareId = 'rs-6GRmdD3X****'
export const service = 'ecs.aliyuncs.com'

export const directory = {
  id: 'rd-abc123',
  managementAccountId: owner,
  memberIds: [member, otherMember],
  folders: { 'fd-f1': [otherMember] }
}

export const factsOf = (given: Partial<Facts> = {}): Facts => ({
  now: start,
  requestId: '95230BC9-A8E8-4493-96BD-4F0C758E37F8',
  accountId: owner,
  directory,
  limits: { sharedResourcesPerAccount: 1_000 },
  ...given
})

/** Facts of an account whose owner is in no directory. */
export const factsOutside = (given: Partial<Facts> = {}): Facts => {
  const { directory: _, ...facts } = factsOf(given)
  return facts
}

export const run = (state: ResourceShareState, command: unknown, facts: Partial<Facts> = {}) =>
  resourceSharing.apply(state, command as ResourceSharingCommand, factsOf(facts))

export const must = (state: ResourceShareState, command: unknown, facts: Partial<Facts> = {}): ResourceShareState => {
  const applied = run(state, command, facts)
  if (!applied.result.ok) throw new Error(`refused: ${JSON.stringify(command)}: ${applied.result.error.code}`)
  return applied.state
}

export const codeOf = (state: ResourceShareState, command: unknown, facts: Partial<Facts> = {}): string => {
  const { result } = run(state, command, facts)
  return result.ok ? 'ok' : result.error.code
}

export const vswitch = (ResourceId: string, ResourceType = 'VSwitch') => ({ ResourceId, ResourceType })

export const create = (request: object = {}, facts: Partial<Facts> = {}): ResourceShareState =>
  must(
    resourceSharing.initialState,
    { type: 'CreateResourceShare', resourceShareId: shareId, request: { ResourceShareName: 'test', ...request } },
    facts
  )

export const associate = (request: object, given: object = {}) => ({
  type: 'AssociateResourceShare',
  request: { ResourceShareId: shareId, ...request },
  ...given
})

export const disassociate = (request: object) => ({
  type: 'DisassociateResourceShare',
  request: { ResourceShareId: shareId, ...request }
})

export const leave = (accountId: string, request: object = {}) =>
  disassociate({ ResourceOwner: 'OtherAccounts', Targets: [accountId], ...request })

export const deletion = { type: 'DeleteResourceShare', request: { ResourceShareId: shareId } }
export const sweep = { type: 'Sweep' }

type SignalType = 'AssociationSucceeded' | 'AssociationFailed' | 'DisassociationSucceeded' | 'DisassociationFailed'

export const ofTarget = (type: SignalType, entityId: string, reason?: string) => ({
  type,
  associationType: 'Target',
  entityType: 'Account',
  entityId,
  ...(reason === undefined ? {} : { reason })
})

export const ofResource = (type: SignalType, entityId: string, entityType = 'VSwitch', reason?: string) => ({
  type,
  associationType: 'Resource',
  entityType,
  entityId,
  ...(reason === undefined ? {} : { reason })
})

/** A share with a VSwitch `vsw-1` and the member, both Associated. */
export const ready = (request: object = {}, facts: Partial<Facts> = {}): ResourceShareState => {
  let state = create({ Resources: [vswitch('vsw-1')], Targets: [member], ...request }, facts)
  state = must(state, ofResource('AssociationSucceeded', 'vsw-1'), facts)
  return must(state, ofTarget('AssociationSucceeded', member), facts)
}

/** The same with an account from outside, invited, and with `answered` Associated. */
export const withOutsider = (answered: boolean, request: object = {}, facts: Partial<Facts> = {}): ResourceShareState => {
  let state = must(
    ready({ AllowExternalTargets: true, ...request }, facts),
    associate({ Targets: [outsider] }, { invitationIds: { [outsider]: 'i-1' } }),
    facts
  )
  if (!answered) return state
  state = must(
    state,
    { type: 'AcceptResourceShareInvitation', request: { ResourceShareInvitationId: 'i-1' } },
    { ...facts, accountId: outsider }
  )
  return must(state, ofTarget('AssociationSucceeded', outsider), facts)
}

export const statusOf = (state: ResourceShareState, entityId: string, facts: Partial<Facts> = {}): string | undefined =>
  [...resourceSharing.associations(state, factsOf(facts))].find((association) => association.entityId === entityId)?.status

/** The associations in a reply. */
export const shownBy = ({ result }: ReturnType<typeof run>) =>
  result.ok ? (result.reply as unknown as AssociationsReply).ResourceShareAssociations : []
