// The entry points of the library, each with what may come in, and what must hold of what comes out. A probe gives back what it met: a code,
// `ok`, or the name of what was read; it throws where something is wrong.
import { readFileSync } from 'node:fs'
import { backupPolicies as B, lifecycle as L, resourceSharing as S } from 'association-lifecycle'
import * as kit from 'association-lifecycle/testing'
import * as fc from 'fast-check'
import { readJsonText } from '../../dist/hosting/cli/json-text.js'
import { printLines } from '../../dist/hosting/cli/lines.js'
import { plainPaint } from '../../dist/hosting/cli/paint.js'
import { print } from '../../dist/hosting/cli/print.js'
import { run } from '../../dist/hosting/cli/run.js'
import { parseScenario } from '../../dist/hosting/cli/scenario.js'
import { systems } from '../../dist/hosting/cli/systems.js'

const shares = kit.resourceSharing.arbitraries
const policies = kit.backupPolicies.arbitraries

/** States that commands have led to are dear to make: each batch takes its own few, by its seed. */
const fewOf = (reached) => (seed) => fc.constantFrom(...fc.sample(reached, { numRuns: 20, seed }))
const shareStates = fewOf(shares.reached)
const projectStates = fewOf(policies.reached)

const must = (isRight, what) => {
  if (!isRight) throw new Error(what)
}

/** The code of a result, which has to be one of the catalogue. */
const codeOf = (result, errors) => {
  if (result.ok === true) return 'ok'
  const { code, status, message } = result.error
  must(Object.hasOwn(errors, code) && errors[code].status === status && message !== '', `no documented error: ${code}`)
  return code
}

/** A refusal, and whatever has no events, leaves the state as it was. */
const applied = (system) => (before, command, facts) => {
  const { state, events, result } = system.apply(before, command, facts)
  must((state === before) === (events.length === 0), 'another state without events, or the same one with some')
  must(result.ok || events.length === 0, 'a refusal with events')
  return codeOf(result, system.errors)
}

const read = ({ ok, error }) => {
  must(ok || (error.status === 422 && error.message !== ''), 'a broken text without a reason')
  return ok ? 'ok' : error.code
}

const texts = (stored, words) => fc.oneof(kit.withChangedFields(stored, words), kit.withChangedCharacters(stored), kit.anyText)

/** A system's commands, queries, wire forms and stored texts. */
const systemTargets = ({ name, system, statesFor, callers, commands, requests, ask, wireInputs, readWire, words }) => [
  {
    name: `${name}: commands`,
    arbitrary: (seed) => fc.tuple(statesFor(seed), commands, callers),
    probe: ([{ state, facts }, command, caller]) => applied(system)(state, command, { ...facts, ...caller })
  },
  {
    name: `${name}: queries`,
    arbitrary: (seed) => fc.tuple(statesFor(seed), requests),
    probe: ([{ state, facts }, request]) => codeOf(ask(state, request, facts), system.errors)
  },
  {
    name: `${name}: wire`,
    arbitrary: (seed) => fc.tuple(statesFor(seed), wireInputs),
    probe: ([{ state, facts }, given]) => {
      const met = readWire(given)
      if (typeof met === 'string') return met
      return applied(system)(state, met, facts)
    }
  },
  {
    name: `${name}: stored texts`,
    arbitrary: (seed) =>
      texts(
        statesFor(seed).map(({ state }) => system.serialize(state)),
        words
      ),
    probe: (text) => read(system.deserialize(text))
  }
]

const shareCommands = fc.oneof(
  { weight: 4, arbitrary: shares.hostileCommand },
  { weight: 2, arbitrary: shares.messyCommand },
  { weight: 1, arbitrary: shares.command },
  ...Object.keys(shares.rules).map((type) => ({
    weight: 1,
    arbitrary: shares.brokenCommand(type).map(({ command }) => command)
  })),
  { weight: 1, arbitrary: kit.hostile }
)

const policyCommands = fc.oneof(
  { weight: 4, arbitrary: policies.hostileCommand },
  { weight: 2, arbitrary: policies.command },
  ...Object.keys(policies.rules).map((type) => ({
    weight: 1,
    arbitrary: policies.brokenCommand(type).map(({ command }) => command)
  })),
  { weight: 1, arbitrary: kit.hostile }
)

const rpcTexts = shares.command.filter(({ request }) => request !== undefined).map((command) => S.wire.writeRpc(command))

const shareWire = fc.oneof(
  kit.withChangedCharacters(rpcTexts).map((text) => ['rpc', text]),
  kit.anyText.map((text) => ['rpc', text]),
  kit.anyText.map((text) => ['json', text]),
  kit.hostile.map((value) => ['json', value]),
  fc.tuple(fc.integer({ min: 0, max: 600 }), kit.hostileJson).map(([status, body]) => ['reply', { status, body }])
)

const readShareWire = ([form, given]) => {
  if (form === 'reply') return S.wire.readReply(given)?.ok === undefined ? 'no reply' : 'a reply'
  return form === 'rpc' ? S.wire.readRpc(given) : S.wire.readJson(given)
}

const paths = fc.oneof(
  fc.constantFrom('/v2/project-1/backuppolicy', '/v2/project-1/backuppolicyresources', '/v2/%/backuppolicy', '/'),
  policies.disassociateResources.map((call) => B.wire.writeRequest('project-1', call).path),
  kit.anyText
)
const policyWire = fc.oneof(
  fc
    .record({
      method: fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', ''),
      path: paths,
      body: fc.oneof(kit.anyText, kit.hostile)
    })
    .map((request) => ['request', request]),
  fc.tuple(fc.integer({ min: 0, max: 600 }), kit.hostileJson).map(([status, body]) => ['reply', { status, body }])
)

const readPolicyWire = ([form, given]) => {
  if (form === 'reply') {
    B.wire.readOutcomes(given.body)
    return B.wire.readReply(given)?.ok === undefined ? 'no reply' : 'a reply'
  }
  const answer = B.wire.readRequest(given)
  return answer.ok ? answer.call : codeOf(answer, B.errors)
}

const examples = ['documented-disassociation', 'invitations-and-failures', 'backup-policies'].map((name) =>
  readFileSync(new URL(`../../docs/examples/${name}.json`, import.meta.url), 'utf8')
)

const playScenario = (text) => {
  const file = readJsonText(text)
  if (!file.ok) return 'no JSON'
  const parsed = parseScenario(file.value, systems)
  if (!parsed.ok) return 'no scenario'
  const outcomes = run(parsed.scenario, parsed.system)
  const lines = [
    print(outcomes, parsed.scenario, parsed.system, { width: 80, paint: plainPaint }),
    printLines(outcomes, parsed.scenario)
  ]
  must(
    lines.every((line) => typeof line === 'string'),
    'no text was printed'
  )
  return 'ok'
}

const scenarioWords = {
  names: ['command', 'query', 'signal', 'sweep', 'advance', 'at', 'facts', 'expect', 'note', 'request', 'type', 'steps'],
  values: ['Sweep', '48h', '-1h', true, 'ListBackupPolicies', 'CreateResourceShare']
}

/** All targets. `share`: how much of a batch they get; a scenario takes its time. */
export const targets = [
  ...systemTargets({
    name: 'resource sharing',
    system: S,
    statesFor: shareStates,
    callers: fc.constantFrom(
      {},
      {},
      ...[...shares.outsiders, ...shares.members, shares.stranger].map((accountId) => ({ accountId }))
    ),
    commands: shareCommands,
    requests: fc.oneof(
      kit.hostile,
      shares.listRequest,
      shares.brokenListRequest.map(({ request }) => request)
    ),
    ask: (state, request, facts) => S.listResourceShareAssociations([state], request, facts),
    wireInputs: shareWire,
    readWire: readShareWire,
    words: {
      names: ['status', 'share', 'associations', 'updateTime', 'expiresBy', 'invitation'],
      values: ['Failed', 'Suspended', '__proto__']
    }
  }),
  ...systemTargets({
    name: 'backup policies',
    system: B,
    statesFor: projectStates,
    callers: fc.constantFrom({}, {}, {}, ...policies.projectIds.map((projectId) => ({ projectId }))),
    commands: policyCommands,
    requests: kit.hostile,
    ask: (state, request, facts) => {
      B.listResources(state, request, facts)
      return B.listBackupPolicies(state, request, facts)
    },
    wireInputs: policyWire,
    readWire: readPolicyWire,
    words: {
      names: ['status', 'policies', 'associations', 'resourceCount', 'scheduledPolicy'],
      values: ['Failed', 'ON', '__proto__']
    }
  }),
  {
    name: 'lifecycle: step',
    arbitrary: () =>
      fc.tuple(
        fc.option(kit.lifecycle.record, { nil: undefined }),
        fc.oneof(
          kit.lifecycle.event,
          fc.record({ type: fc.oneof(kit.hostileName, fc.constantFrom('expire', 'associate')), reason: kit.hostile }),
          kit.hostile
        ),
        fc.maxSafeInteger()
      ),
    probe: ([record, event, now]) => {
      const stepped = L.step(record, event, now)
      return stepped.ok ? (stepped.record?.status ?? 'expired') : stepped.error.code
    }
  },
  {
    name: 'scenario files',
    share: 0.05,
    arbitrary: () => texts(fc.constantFrom(...examples), scenarioWords),
    probe: playScenario
  }
].map((target) => ({ share: 1, ...target }))
