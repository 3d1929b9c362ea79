// The entry points of the library, each with what may come in, and what must hold of what comes out. A probe gives back what it met: a code,
// `ok`, or the name of what was read; it throws where something is wrong.
import { readFileSync } from 'node:fs'
import * as kit from 'association-lifecycle/testing'
import * as fc from 'fast-check'
import { printLines } from '../../dist/hosting/cli/lines.js'
import { plainPaint } from '../../dist/hosting/cli/paint.js'
import { print } from '../../dist/hosting/cli/print.js'
import { readJsonText } from '../../dist/hosting/scenarios/json-text.js'
import { run } from '../../dist/hosting/scenarios/run.js'
import { parseScenario } from '../../dist/hosting/scenarios/scenario.js'
import { systems } from '../../dist/hosting/scenarios/systems.js'
import { must } from './checks.mjs'
import { policyStates, policyTargets, policyWords } from './policies.mjs'
import { damaged, hostile } from './pools.mjs'
import { shareStates, shareWords } from './share-situations.mjs'
import { shareTargets } from './shares.mjs'
import { storedTarget } from './stored.mjs'

const now = 1_607_074_841_250
const { owner, outsiders, shareIds } = kit.resourceSharing.arbitraries
const { policyIds, projectIds, volumeIds } = kit.backupPolicies.arbitraries

const shareTexts = (library) => {
  const facts = { now, requestId: 'request', accountId: owner }
  const ofShare = { ResourceShareId: shareIds[0] }
  return storedTarget({
    name: 'resource sharing',
    system: library,
    states: shareStates,
    words: shareWords,
    facts,
    rowsOf: ({ share, associations }) => [...(share === undefined ? [] : [share]), ...associations],
    commands: [
      { type: 'AssociateResourceShare', request: { ...ofShare, Targets: [outsiders[0]] } },
      { type: 'DisassociateResourceShare', request: { ...ofShare, Targets: [outsiders[0]] } },
      { type: 'DeleteResourceShare', request: ofShare }
    ],
    look: (state) => {
      const { ok } = library.listResourceShareAssociations([state], { AssociationType: 'Target', MaxResults: 100 }, facts)
      must(ok, 'it is accepted, and cannot be listed')
      must([...library.associations(state, facts)].length <= state.associations.size, 'more is shown than is there')
    }
  })
}

const policyTexts = (library) => {
  const facts = { now, requestId: 'request', projectId: projectIds[0] }
  const resources = [{ resource_id: volumeIds[0], resource_type: 'volume' }]
  return storedTarget({
    name: 'backup policies',
    system: library,
    states: policyStates,
    words: policyWords,
    facts,
    rowsOf: ({ live, ended }) => [...live, ...ended],
    commands: [
      { type: 'AssociateResources', request: { backup_policy_id: policyIds[0], resources } },
      { type: 'DisassociateResources', request: { policy_id: policyIds[0], resources } },
      { type: 'DeleteBackupPolicy', request: { policy_id: policyIds[0] } }
    ],
    look: (state) => must(library.listBackupPolicies(state, {}, facts).ok, 'it is accepted, and cannot be listed')
  })
}

const stepTarget = ({ lifecycle }) => ({
  name: 'lifecycle: step',
  codes: [...lifecycle.associationStatuses, 'expired', 'SignalRejected'],
  arbitrary: (seed) =>
    fc.tuple(
      fc.option(kit.lifecycle.record, { nil: undefined }),
      fc.oneof(
        kit.lifecycle.event,
        fc.record({ type: fc.oneof(kit.hostileName, fc.constantFrom('expire', 'associate')), reason: hostile(seed) }),
        hostile(seed)
      ),
      fc.maxSafeInteger()
    ),
  probe: ([record, event, at]) => {
    const stepped = lifecycle.step(record, event, at)
    return stepped.ok ? (stepped.record?.status ?? 'expired') : stepped.error.code
  }
})

const examples = ['documented-disassociation', 'invitations-and-failures', 'backup-policies'].map((name) =>
  readFileSync(new URL(`../../docs/examples/${name}.json`, import.meta.url), 'utf8')
)

/** Whole examples are slow to tell; most of what can be wrong with one is wrong with a few of its steps, too. */
const excerpts = examples.flatMap((text) => {
  const example = JSON.parse(text)
  return Array.from({ length: Math.ceil(example.steps.length / 4) }, (_, at) =>
    JSON.stringify({ ...example, steps: example.steps.slice(4 * at, 4 * at + 4) })
  )
})

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

const scenarioTarget = () => {
  const texts = () =>
    fc.oneof({ weight: 1, arbitrary: fc.constantFrom(...examples) }, { weight: 9, arbitrary: fc.constantFrom(...excerpts) })
  const damagedTexts = damaged(texts, scenarioWords)
  return {
    name: 'scenario files',
    share: 0.05,
    codes: ['ok', 'no JSON', 'no scenario'],
    show: (text) => ({ input: text }),
    arbitrary: (seed) =>
      fc.oneof(
        damagedTexts(seed).map((value) => JSON.stringify(value)),
        kit.withChangedCharacters(texts()),
        kit.anyText
      ),
    probe: playScenario
  }
}

/** All targets. `share`: how much of a batch they get; a scenario takes its time. */
export const targetsOf = (library) =>
  [
    ...shareTargets(library.resourceSharing),
    shareTexts(library.resourceSharing),
    ...policyTargets(library.backupPolicies),
    policyTexts(library.backupPolicies),
    stepTarget(library),
    scenarioTarget()
  ].map((target) => ({ share: 1, ...target }))
