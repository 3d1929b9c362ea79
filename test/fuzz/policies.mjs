// What comes in for backup policies: commands, queries and wire forms, each in a state that commands have led to.
import { hostile as anyHostile, anyText, backupPolicies as kit, withChangedCharacters } from 'association-lifecycle/testing'
import * as fc from 'fast-check'
import { applied, codeOf, expected, showing } from './checks.mjs'
import { damaged, fewOf, hostile, hostileJson } from './pools.mjs'

const { arbitraries: policies } = kit
const { policyIds, projectIds, volumeIds } = policies
const hourMs = 3_600_000

const reached = fewOf(
  policies.reached.map(({ state, facts }) => ({ state, facts })),
  20
)
const isAsked = (command) => 'request' in command
const valid = fewOf(policies.command.filter(isAsked), 200)

const words = {
  names: ['resources', 'resource_id', 'policy_id', 'backup_policy_id', 'scheduled_policy', 'frequency', 'resource_type'],
  values: [volumeIds[0], policyIds[0], 'volume', 'ON', '', [], [null], {}, '<script>']
}

/** What a host may say of the world: policies at work, the default one, low limits, another project, another time. */
const factChanges = [
  ...Array.from({ length: 6 }, () => ({})),
  { executingPolicyIds: policyIds },
  { defaultPolicyId: policyIds[0].toUpperCase() },
  { limits: { policiesPerProject: 0, resourcesPerPolicy: 1 } },
  { projectId: projectIds[1] },
  { projectId: '__proto__' },
  { retention: { floorMs: 0, ceilingMs: 1 } }
]
const waits = [0, 0, 0, 1, -hourMs, 48 * hourMs, 96 * hourMs]

const situations = (library) => {
  const none = { state: library.initialState, facts: { now: 1_607_074_841_250, requestId: 'request', projectId: projectIds[0] } }
  return (seed) =>
    fc
      .tuple(
        fc.oneof({ weight: 15, arbitrary: reached(seed) }, { weight: 1, arbitrary: fc.constant(none) }),
        fc.constantFrom(...factChanges),
        fc.constantFrom(...waits)
      )
      .map(([{ state, facts }, change, waitMs]) => ({ state, facts: { ...facts, ...change, now: facts.now + waitMs } }))
}

const broken = fc.oneof(...Object.keys(policies.rules).map((type) => policies.brokenCommand(type)))

const hostileCommands = (seed) =>
  fc
    .tuple(fc.constantFrom(...Object.keys(policies.rules), 'Sweep'), hostileJson(seed), hostileJson(seed))
    .map(([type, request, policyId]) => ({ type, policyId, request }))

const asIs = (command) => ({ command })
const asking = ([at, asked]) => ({ ...asked, ...at })

const commandsTarget = (library, situation) => {
  const damagedCommands = damaged((seed) => valid(seed).map((command) => JSON.stringify(command)), words)
  return {
    name: 'backup policies: commands',
    show: showing(library),
    arbitrary: (seed) =>
      fc
        .tuple(
          situation(seed),
          fc.oneof(
            { weight: 5, arbitrary: damagedCommands(seed).map(asIs) },
            { weight: 4, arbitrary: broken },
            { weight: 3, arbitrary: policies.command.map(asIs) },
            { weight: 1, arbitrary: policies.deleteBackupPolicy.map(asIs) },
            { weight: 2, arbitrary: hostileCommands(seed).map(asIs) },
            { weight: 1, arbitrary: hostile(seed).map(asIs) },
            { weight: 1, arbitrary: policies.hostileCommand.map(asIs) },
            { weight: 1, arbitrary: fc.constantFrom({ type: 'Sweep' }, { type: 'AssociationSucceeded' }).map(asIs) }
          )
        )
        .map(asking),
    probe: (input) => applied(library, input)
  }
}

const query = (library, { state, facts, command, code }) => {
  const listed = codeOf(library.listBackupPolicies(state, command, facts), library.errors)
  return `${expected(listed, code)}, ${codeOf(library.listResources(state, command, facts), library.errors)}`
}

const queriesTarget = (library, situation) => {
  const damagedLists = damaged(
    () => fc.constantFrom(...policyIds, ...volumeIds).map((policy_id) => JSON.stringify({ policy_id })),
    words
  )
  return {
    name: 'backup policies: queries',
    show: showing(library),
    arbitrary: (seed) =>
      fc
        .tuple(
          situation(seed),
          fc.oneof(
            { weight: 3, arbitrary: damagedLists(seed).map(asIs) },
            { weight: 2, arbitrary: hostile(seed).map(asIs) },
            { weight: 1, arbitrary: anyHostile.map(asIs) },
            { weight: 1, arbitrary: policies.policyId.map((policy_id) => ({ command: { policy_id }, code: 'ok' })) }
          )
        )
        .map(asking),
    probe: (input) => query(library, input)
  }
}

/** What the wire says as it was meant: an object with something in it beside the id in the path, which a text is. */
const saysItself = ({ type, request }) => {
  if (type === 'DeleteBackupPolicy' || typeof request !== 'object' || request === null || Array.isArray(request)) return false
  const { policy_id, ...rest } = JSON.parse(JSON.stringify(request))
  return Object.keys(rest).length > 0 && (type !== 'DisassociateResources' || typeof policy_id === 'string')
}

const wireTarget = (library, situation) => {
  const { writeRequest, readRequest, readReply, readOutcomes } = library.wire
  const requests = (seed) => valid(seed).map((call) => writeRequest(projectIds[0], call))
  const damagedBodies = damaged((seed) => requests(seed).map(({ body }) => body ?? '{}'), words)
  const damagedBody = (seed) =>
    fc
      .tuple(requests(seed), damagedBodies(seed), fc.boolean())
      .map(([request, body, isText]) => ({ ...request, body: isText ? JSON.stringify(body) : body }))
  const damagedRequests = damaged((seed) => requests(seed).map((request) => JSON.stringify(request)), {
    names: ['method', 'path'],
    values: ['GET', 'DELETE', '/', '/v2/%/backuppolicy', '/v2/project-1/backuppolicy?x=1']
  })
  const changedPath = (seed) =>
    requests(seed).chain((request) => withChangedCharacters(fc.constant(request.path)).map((path) => ({ ...request, path })))
  const changedText = (seed) =>
    requests(seed).chain((request) =>
      withChangedCharacters(fc.constant(request.body ?? '{}')).map((body) => ({ ...request, body }))
    )
  const onWire = broken
    .filter(({ command }) => saysItself(command))
    .map(({ code, command: { type, request, ...ofHost } }) => ({
      form: 'request',
      given: writeRequest(projectIds[0], { type, request }),
      ofHost,
      code
    }))
  const replies = (seed) =>
    fc.tuple(situation(seed), valid(seed)).map(([{ state, facts }, command]) => {
      const { result } = library.apply(state, command, facts)
      return JSON.stringify(library.wire.writeReply(command.type, result))
    })
  const damagedReplies = damaged(replies, { names: ['error', 'fail_resources'], values: [200, 204, 400] })
  const as = (form) => (given) => ({ form, given })
  const lists = fc.constantFrom('ListBackupPolicies').map((type) => writeRequest(projectIds[0], { type, request: {} }))
  return {
    name: 'backup policies: wire',
    show: showing(library),
    arbitrary: (seed) =>
      fc
        .tuple(
          situation(seed),
          fc.oneof(
            { weight: 5, arbitrary: damagedBody(seed).map(as('request')) },
            { weight: 4, arbitrary: onWire },
            { weight: 1, arbitrary: damagedRequests(seed).map(as('request')) },
            { weight: 1, arbitrary: changedPath(seed).map(as('request')) },
            { weight: 1, arbitrary: changedText(seed).map(as('request')) },
            { weight: 1, arbitrary: fc.oneof(lists, requests(seed)).map(as('request')) },
            {
              weight: 2,
              arbitrary: fc
                .record({ method: fc.constantFrom('GET', 'POST', ''), path: anyText, body: fc.oneof(anyText, hostile(seed)) })
                .map(as('request'))
            },
            { weight: 1, arbitrary: damagedReplies(seed).map(as('reply')) },
            { weight: 1, arbitrary: fc.record({ status: fc.nat(600), body: hostileJson(seed) }).map(as('reply')) }
          )
        )
        .map(asking),
    probe: ({ form, given, state, facts, ofHost = { policyId: policyIds[1] }, code }) => {
      if (form === 'reply') {
        readOutcomes(given.body)
        return readReply(given)?.ok === undefined ? 'no reply' : 'a reply'
      }
      const read = readRequest(given)
      if (!read.ok) return expected(codeOf(read, library.errors), code)
      const { type, request } = read.call
      if (type === 'ListBackupPolicies') return codeOf(library.listBackupPolicies(state, request, facts), library.errors)
      return applied(library, { state, facts, command: { ...ofHost, ...read.call }, code })
    }
  }
}

/** The host's to find, or of one resource: no command is refused with them. */
const ofHosts = ['0002', '0003', '0009', '0204', '0206', '0213'].map((number) => `AutoBackup.${number}`)

/** Of commands, queries and the wire. */
export const policyTargets = (library) => {
  const situation = situations(library)
  const codes = Object.keys(library.errors).filter((code) => code.startsWith('AutoBackup.') && !ofHosts.includes(code))
  const notInBody = 'AutoBackup.0008'
  const noSuchAction = 'AutoBackup.0222'
  return [
    { ...commandsTarget(library, situation), codes: codes.filter((code) => code !== notInBody) },
    { ...queriesTarget(library, situation), codes: ['ok, ok', 'AutoBackup.0221, AutoBackup.0221'] },
    {
      ...wireTarget(library, situation),
      codes: ['NotFound', 'MethodNotAllowed', ...codes.filter((code) => code !== noSuchAction)]
    }
  ]
}

/** States, and what may stand in their texts. */
export const policyStates = reached
export const policyWords = {
  names: ['status', 'policies', 'associations', 'scheduledPolicy', 'updateTime', 'expiresBy', 'policyId'],
  values: ['Failed', 'Disassociated', 'ON', policyIds[0], projectIds[1], 1_607_074_841_250, -1]
}
