/** Faults of Resource Sharing that few calls lead to: at the limits, in a world that is not the usual one, at a clock that goes back. */
import { type Fields, fieldsOf } from '../../../src/decider/values.ts'
import { lifecycle, resourceSharing } from '../../../src/index.ts'
import type { States } from '../../../src/testing/model.ts'
import { answering, asking, believing } from '../wrong.ts'
import { type Facts, isDisassociate, isList, type ShareFault, shareOf, withRequest } from './faults.ts'

type Shares = States<resourceSharing.ResourceShareState>
type Shared = resourceSharing.IdentifiedAssociation

const recordsOf = (shares: Shares, facts: Facts): Shared[] =>
  [...shares.values()].flatMap((state) => [...resourceSharing.associations(state, facts)])

/** Counts for itself, where the host does not say how much there is: what `isCounted` says, of the shares of those whom `isOwner` does. */
const counting =
  (isOwner: (accountId: string, caller: string) => boolean, isCounted: (record: Shared) => boolean): ShareFault =>
  (send) =>
  (states, command, facts) => {
    const own = [...states.values()].filter((state) => isOwner(state.share?.resourceShareOwner ?? '', facts.accountId))
    const standing = own.filter((state) => state.share?.status !== 'Deleted')
    const resources = own
      .flatMap((state) => [...resourceSharing.associations(state, facts)])
      .filter((record) => record.associationType === 'Resource' && isCounted(record))
    return send(states, command, { usage: { shares: standing.length, sharedResources: resources.length }, ...facts })
  }

const isOwn = (accountId: string, caller: string): boolean => accountId === caller

const isLeaving = ({ request }: Fields): boolean => fieldsOf(request).ResourceOwner === 'OtherAccounts'

/** Refuses ids that are valid. */
const refusing = (name: 'Resources' | 'Targets', isWrong: (entry: unknown) => boolean): ShareFault =>
  answering((result, { request }) => {
    const entries = fieldsOf(request)[name]
    return result.ok && Array.isArray(entries) && entries.some(isWrong)
      ? { ok: false, error: { code: `InvalidParameter.${name}` } }
      : result
  })

const withDefaultPage = (size: number): ShareFault =>
  asking((command) => (isList(command) ? withRequest(command, (request) => ({ MaxResults: size, ...request })) : command))

/** Every fault by a name that says what is wrong. */
export const rareFaults: Readonly<Record<string, ShareFault>> = {
  'knows accounts of 16 characters only': refusing('Targets', (id) => /^[\d*]+$/.test(String(id)) && String(id).length !== 16),
  'knows ids of resources of up to 64 characters': refusing(
    'Resources',
    (entry) => String(fieldsOf(entry).ResourceId).length > 64
  ),
  'lets an account have 12 shares': believing((facts) => ({ ...facts, limits: { sharesPerAccount: 12, ...facts.limits } })),
  'lets an account share 11 resources': believing((facts) => ({
    ...facts,
    limits: { sharedResourcesPerAccount: 11, ...facts.limits }
  })),
  'has 15 on a page where nobody says how many': withDefaultPage(15),
  'has 50 on a page where nobody says how many': withDefaultPage(50),
  'counts no resource whose disassociation has failed': counting(
    isOwn,
    (record) => lifecycle.isLive(record) && record.status !== 'Failed'
  ),
  'counts resources that could not be associated': counting(isOwn, (record) => record.status !== 'Disassociated'),
  'counts the shares of all accounts': counting(() => true, lifecycle.isLive),
  'does not know what the host counts elsewhere': believing(({ usage, ...facts }) => facts),
  'knows the documented types of resources only': believing(({ resourceTypes, ...facts }) => facts),
  'has one window for all records': believing(({ retention, ...facts }) => facts),
  'lets a failed resource stand in the way of leaving': (send) => (states, command, facts) => {
    const sent = send(states, command, facts)
    const types = facts.resourceTypes ?? resourceSharing.resourceTypes
    const isInTheWay = ({ resourceShareId, entityType, failedOperation }: Shared) =>
      resourceShareId === shareOf(command) && failedOperation === 'Disassociate' && types[entityType]?.leavable === false
    return sent.result.ok && isLeaving(command) && recordsOf(states, facts).some(isInTheWay)
      ? { ...sent, states, result: { ok: false, error: { code: 'LeavingFailed.ResourceType' } } }
      : sent
  },
  'gives a service its old property when it comes back': (send) => (states, command, facts) => {
    const { TargetProperties, Targets } = fieldsOf(command.request)
    const isNamed = ({ resourceShareId, entityId }: Shared) =>
      resourceShareId === shareOf(command) && Array.isArray(Targets) && Targets.includes(entityId)
    const old = recordsOf(states, facts)
      .filter(isNamed)
      .flatMap(({ entityId, targetProperty: Property }) => (Property === undefined ? [] : [{ TargetId: entityId, Property }]))
    return command.type === 'AssociateResourceShare' && TargetProperties === undefined && old.length > 0
      ? send(
          states,
          withRequest(command, (request) => ({ ...request, TargetProperties: old })),
          facts
        )
      : send(states, command, facts)
  },
  'takes the management account for one from outside': believing(({ directory, ...facts }) =>
    directory === undefined ? facts : { ...facts, directory: { ...directory, managementAccountId: '' } }
  ),
  'takes accounts that are in a folder only for ones from outside': believing(({ directory, ...facts }) => {
    if (directory === undefined) return facts
    const inFolders = Object.entries(directory.folders ?? {}).map(([id, accounts]) => [
      id,
      accounts.filter((account) => directory.memberIds.includes(account))
    ])
    return { ...facts, directory: { ...directory, folders: Object.fromEntries(inFolders) } }
  }),
  'lets nobody leave for the sake of a folder': believing(({ directory, ...facts }, command) => {
    if (directory === undefined || !isLeaving(command)) return { ...facts, ...(directory && { directory }) }
    const { folders, ...others } = directory
    return { ...facts, directory: others }
  }),
  'tries nothing again when it is asked to delete once more': (send) => (states, command, facts) => {
    const sent = send(states, command, facts)
    const isAgain = states.get(String(shareOf(command)))?.share?.status === 'Deleting'
    return command.type === 'DeleteResourceShare' && sent.result.ok && isAgain ? { ...sent, states } : sent
  },
  'keeps the deadline of what it tries to end again': (send) => {
    const idOf = ({ resourceShareId, associationType, entityType, entityId }: Shared) =>
      [resourceShareId, associationType, entityType, entityId].join(' ')
    const deadlines = new Map<string, number>()
    return (states, command, facts) => {
      if (states.size === 0) deadlines.clear()
      const before = recordsOf(states, facts)
      for (const { failedOperation, expiresBy, ...record } of before)
        if (failedOperation === 'Disassociate' && expiresBy !== undefined) deadlines.set(idOf(record), expiresBy)
      const due = before.filter(
        (record) => record.status === 'Disassociating' && (deadlines.get(idOf(record)) ?? facts.now + 1) <= facts.now
      )
      const ended = due.reduce((next, { resourceShareId, associationType, entityType, entityId }) => {
        const signal = { type: 'DisassociationSucceeded', resourceShareId, associationType, entityType, entityId }
        return send(next, signal, facts).states
      }, states)
      return send(ended, command, facts)
    }
  },
  'stamps with its clock what it disassociates, also when that was later before': answering((result, command, { now }) => {
    const { ResourceShareAssociations: shown } = fieldsOf(result.ok ? result.reply : undefined)
    if (!result.ok || !isDisassociate(command) || !Array.isArray(shown)) return result
    const UpdateTime = new Date(now).toISOString()
    return {
      ok: true,
      reply: { ...fieldsOf(result.reply), ResourceShareAssociations: shown.map((one) => ({ ...one, UpdateTime })) }
    }
  }),
  'brings back with the time of its clock what ended later': (send) => (states, command, facts) => {
    const sent = send(states, command, facts)
    const { ResourceShareAssociations: shown } = fieldsOf(sent.result.ok ? sent.result.reply : undefined)
    if (!sent.result.ok || command.type !== 'AssociateResourceShare' || !Array.isArray(shown)) return sent
    const ended = recordsOf(states, facts).filter(lifecycle.isTerminal)
    const CreateTime = new Date(facts.now).toISOString()
    const stamped = shown.map((one: Fields) => {
      const isBack = ended.some(
        (each) =>
          each.resourceShareId === one.ResourceShareId && each.entityId === one.EntityId && each.entityType === one.EntityType
      )
      return isBack ? { ...one, CreateTime, UpdateTime: CreateTime } : one
    })
    return { ...sent, result: { ok: true, reply: { ...fieldsOf(sent.result.reply), ResourceShareAssociations: stamped } } }
  }
}
