/** Backends of Resource Sharing with one fault each, of the kind that real ones have. */
import { type Fields, fieldsOf } from '../../../src/decider/values.ts'
import { lifecycle, resourceSharing } from '../../../src/index.ts'
import type { States } from '../../../src/testing/model.ts'
import { owner, shareIds } from '../../../src/testing/resource-sharing/requests.ts'
import { answering, asking, believing, type Fault, inReply, insteadOf, swallowing } from '../wrong.ts'

type Facts = resourceSharing.Facts
type ShareFault = Fault<resourceSharing.ResourceShareState, Facts>

const hourMs = 3_600_000
const dayMs = 24 * hourMs

const isList = ({ type }: Fields): boolean => type === 'ListResourceShareAssociations'
const isDisassociate = ({ type }: Fields): boolean => type === 'DisassociateResourceShare'

const withRequest = (command: Fields, change: (request: Fields) => Fields): Fields =>
  typeof command.request === 'object' && command.request !== null
    ? { ...command, request: change(command.request as Fields) }
    : command

const without =
  (...names: string[]) =>
  (fields: Fields): Fields =>
    Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)))

const keeping = (floorMs: number, ceilingMs: number): ShareFault =>
  believing((facts) => ({ ...facts, retention: { floorMs, ceilingMs } }))

interface Named {
  readonly associationType: 'Resource' | 'Target'
  readonly entityType: string
  readonly entityId: string
}

const namedIn = (command: Fields): Named[] => {
  const { Resources, Targets } = fieldsOf(command.request)
  const resources = (Array.isArray(Resources) ? Resources : []).map((entry) => fieldsOf(entry))
  return [
    ...resources.map(({ ResourceId, ResourceType }) => ({
      associationType: 'Resource' as const,
      entityType: String(ResourceType),
      entityId: String(ResourceId)
    })),
    ...(Array.isArray(Targets) ? Targets : []).map((entityId) => ({
      associationType: 'Target' as const,
      entityType: 'Account',
      entityId: String(entityId)
    }))
  ]
}

const shareOf = (command: Fields): unknown => fieldsOf(command.request).ResourceShareId

/** A signal for each entity that a command names. */
const signalling = (type: string, command: Fields): Fields[] =>
  namedIn(command).map((named) => ({ type, resourceShareId: shareOf(command), ...named }))

/** Does something else with what a command names, before it. */
const after = (type: string): ShareFault =>
  insteadOf('DisassociateConflict', (send, states, command, facts) => {
    const before = signalling(type, command).reduce((next, signal) => send(next, signal, facts).states, states)
    return send(before, command, facts)
  })

/** Each thing by itself, in the place of all or nothing. */
const oneByOne = (code: string): ShareFault =>
  insteadOf(code, (send, states, command, facts) => {
    if (!isDisassociate(command)) return send(states, command, facts)
    const { Resources = [], Targets = [] } = fieldsOf(command.request) as { Resources?: unknown[]; Targets?: unknown[] }
    const single = [...Resources.map((entry) => ({ Resources: [entry] })), ...Targets.map((entry) => ({ Targets: [entry] }))].map(
      (lists) => withRequest(command, (request) => ({ ...without('Resources', 'Targets')(request), ...lists }))
    )
    const next = single.reduce((before, one) => send(before, one, facts).states, states)
    return { ...send(states, command, facts), states: next }
  })

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

const longList = (value: unknown): boolean => Array.isArray(value) && value.length > 5

/** Every fault by a name that says what is wrong. */
export const wrongBackends: Readonly<Record<string, ShareFault>> = {
  'disassociates what is Associating': after('AssociationSucceeded'),
  'starts a disassociation again that is running': after('DisassociationFailed'),
  'forgets all or nothing where something is not there': oneByOne('DisassociateInvalid'),
  'forgets all or nothing where an operation is running': oneByOne('DisassociateConflict'),
  'deletes ended records at 47 h': keeping(47 * hourMs, 47 * hourMs),
  'deletes ended records from 24 h on': keeping(dayMs, 4 * dayMs),
  'shows ended records until a sweep, at 97 h too': keeping(2 * dayMs, 97 * hourMs),
  'does not sweep before 96 h': keeping(4 * dayMs, 4 * dayMs),
  'sweeps for an hour ahead': believing((facts, { type }) => (type === 'Sweep' ? { ...facts, now: facts.now + hourMs } : facts)),
  'loses the message of what failed': asking(without('reason')),
  'looks at the length of lists before duplicates': answering((result, { request }) => {
    const { Resources, Targets } = fieldsOf(request)
    const code = result.ok ? '' : result.error.code
    if (code === 'InvalidParameter.Resources.Duplicate' && longList(Resources))
      return { ok: false, error: { code: 'InvalidParameter.Resources.Length' } }
    if (code === 'InvalidParameter.Targets.Duplicate' && longList(Targets))
      return { ok: false, error: { code: 'InvalidParameter.Targets.Length' } }
    return result
  }),
  'looks at targets before resources': answering((result, { request }) => {
    const { Targets } = fieldsOf(request)
    const code = result.ok ? '' : result.error.code
    const isOfResources = code.startsWith('InvalidParameter.Resources')
    return isOfResources && longList(Targets) ? { ok: false, error: { code: 'InvalidParameter.Targets.Length' } } : result
  }),
  'takes the same thing twice for once': asking((command) =>
    withRequest(command, (request) => {
      const { Targets } = request
      return Array.isArray(Targets) ? { ...request, Targets: [...new Set(Targets)] } : request
    })
  ),
  'reveals a share to strangers with 403': answering((result, { request }, { accountId }) => {
    const isThere = (shareIds as readonly unknown[]).includes(fieldsOf(request).ResourceShareId)
    const isHidden = !result.ok && result.error.code === 'EntityNotExists.ResourceShare'
    return isHidden && isThere && accountId !== owner ? { ok: false, error: { code: 'Forbidden', status: 403 } } : result
  }),
  'lets anybody list': believing((facts, command) => (isList(command) ? { ...facts, accountId: owner } : facts)),
  'moves CreateTime with every change': inReply((fields) =>
    'UpdateTime' in fields ? { ...fields, CreateTime: fields.UpdateTime } : fields
  ),
  'keeps UpdateTime for ever': inReply((fields) =>
    'UpdateTime' in fields ? { ...fields, UpdateTime: fields.CreateTime } : fields
  ),
  'cuts times to seconds': inReply((fields) =>
    typeof fields.CreateTime === 'string' ? { ...fields, CreateTime: fields.CreateTime.replace(/\.\d+Z/, 'Z') } : fields
  ),
  'is synchronous': (send) => (states, command, facts) => {
    const sent = send(states, command, facts)
    if (!sent.result.ok || !isDisassociate(command)) return sent
    return {
      ...sent,
      states: signalling('DisassociationSucceeded', command).reduce((next, one) => send(next, one, facts).states, sent.states)
    }
  },
  'takes a failed disassociation for done': asking((command) =>
    command.type === 'DisassociationFailed' ? { ...command, type: 'DisassociationSucceeded' } : command
  ),
  'takes late signals': swallowing('SignalRejected', {}),
  'refuses to associate what is associated': answering((result, { type }, { now }) => {
    const reply = result.ok ? fieldsOf(result.reply) : {}
    const shown = Array.isArray(reply.ResourceShareAssociations) ? reply.ResourceShareAssociations : []
    const isOld = shown.some(({ CreateTime }) => Date.parse(CreateTime) < now)
    return type === 'AssociateResourceShare' && isOld ? { ok: false, error: { code: 'AssociateConflict' } } : result
  }),
  'lets an invitation be accepted after its seven days': insteadOf('InvitationStatus.Expired', (send, states, command, facts) =>
    send(states, command, { ...facts, now: facts.now - 7 * dayMs })
  ),
  'lets members of the directory leave': insteadOf('LeavingFailed.Account', (send, states, command, facts) =>
    send(
      states,
      withRequest(command, (request) => without('ResourceOwner')(request)),
      { ...facts, accountId: owner }
    )
  ),
  'lets anybody leave what cannot be left': believing((facts) => ({
    ...facts,
    resourceTypes: Object.fromEntries(
      Object.entries(resourceSharing.resourceTypes).map(([name, type]) => [name, { ...type, leavable: true }])
    )
  })),
  'shares outside the directory what has to stay inside': believing((facts) => ({
    ...facts,
    resourceTypes: Object.fromEntries(
      Object.entries(resourceSharing.resourceTypes).map(([name, type]) => [name, { ...type, external: true }])
    )
  })),
  'knows no quotas': believing((facts) => ({ ...facts, limits: { sharesPerAccount: 1_000, sharedResourcesPerAccount: 1_000 } })),
  'counts the resources of one share only': believing((facts) => ({ ...facts, usage: {} })),
  'deletes a share while operations run': swallowing('DeleteResourceShareConflict', { RequestId: 'request' }),
  'goes on with a deleted share': swallowing('ResourceShareStatusMismatchAction', {
    RequestId: 'request',
    ResourceShareAssociations: []
  }),
  'lists what has another status': asking((command) =>
    isList(command) ? withRequest(command, without('AssociationStatus')) : command
  ),
  'gives the first page again and again': asking((command) =>
    isList(command) &&
    typeof fieldsOf(command.request).NextToken === 'string' &&
    String(fieldsOf(command.request).NextToken) !== ''
      ? withRequest(command, without('NextToken'))
      : command
  ),
  'gives one more than MaxResults': asking((command) =>
    isList(command)
      ? withRequest(command, (request) => {
          const { MaxResults } = request
          return Number.isInteger(MaxResults) && Number(MaxResults) > 0 && Number(MaxResults) < 100
            ? { ...request, MaxResults: Number(MaxResults) + 1 }
            : request
        })
      : command
  ),
  'names targets before resources': answering((result) => {
    const reply = result.ok ? fieldsOf(result.reply) : {}
    const { ResourceShareAssociations: shown } = reply
    return result.ok && Array.isArray(shown)
      ? {
          ok: true,
          reply: {
            ...reply,
            ResourceShareAssociations: shown.toSorted((one, other) => (one.AssociationType < other.AssociationType ? 1 : -1))
          }
        }
      : result
  }),
  'cuts long names': asking((command) =>
    withRequest(command, (request) =>
      typeof request.ResourceShareName === 'string'
        ? { ...request, ResourceShareName: request.ResourceShareName.slice(0, 50) }
        : request
    )
  ),
  'loses the property of a service': inReply(without('TargetProperty')),
  'answers 200 to every error': answering((result) =>
    result.ok ? result : { ok: false, error: { ...result.error, status: 200 } }
  ),
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
  'tells a field more': inReply((fields) => ('AssociationStatus' in fields ? { ...fields, expiresBy: 0 } : fields))
}
