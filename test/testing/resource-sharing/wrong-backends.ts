/** Backends of Resource Sharing with one fault each, of the kind that real ones have. */
import { type Fields, fieldsOf } from '../../../src/decider/values.ts'
import { resourceSharing } from '../../../src/index.ts'
import { owner, shareIds } from '../../../src/testing/resource-sharing/requests.ts'
import { answering, asking, believing, inReply, insteadOf, swallowing } from '../wrong.ts'
import { dayMs, hourMs, isDisassociate, isList, type ShareFault, shareOf, withRequest } from './faults.ts'
import { rareFaults } from './rare-faults.ts'

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

const longList = (value: unknown): boolean => Array.isArray(value) && value.length > 5

/** Every fault by a name that says what is wrong. */
export const wrongBackends: Readonly<Record<string, ShareFault>> = {
  ...rareFaults,
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
      Object.entries(facts.resourceTypes ?? resourceSharing.resourceTypes).map(([name, type]) => [
        name,
        { ...type, leavable: true }
      ])
    )
  })),
  'shares outside the directory what has to stay inside': believing((facts) => ({
    ...facts,
    resourceTypes: Object.fromEntries(
      Object.entries(facts.resourceTypes ?? resourceSharing.resourceTypes).map(([name, type]) => [
        name,
        { ...type, external: true }
      ])
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
  'tells a field more': inReply((fields) => ('AssociationStatus' in fields ? { ...fields, expiresBy: 0 } : fields))
}
