/** The generated diagrams are those of the machines as they are now, and hold their transitions, no more and no less. */
import { readdirSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { backupPolicies, lifecycle, resourceSharing } from '../../src/index.ts'
import { backupPolicies as policyTests, resourceSharing as shareTests } from '../../src/testing/index.ts'
import { candidatesOf, generator, graphOf, machines, mermaidOf, read, statesOf } from './support.ts'

const { diagramFiles } = (await generator('files.mjs')) as {
  diagramFiles: (readme: string) => readonly (readonly [file: string, text: string])[]
}
const generated = diagramFiles(read('README.md'))

test.each(generated)('%s is what npm run docs writes', (file, text) => {
  expect(read(file), `${file} is stale: npm run docs`).toBe(text)
})

test('nothing else is in the folder of the diagrams', () => {
  const files = readdirSync(new URL('../../docs/diagrams', import.meta.url)).map((name) => `docs/diagrams/${name}`)
  expect([...files, 'README.md'].sort(), 'docs/diagrams is stale: npm run docs').toStrictEqual(
    generated.map(([file]) => file).sort()
  )
})

test('a README without its marks is refused', () => {
  expect(() => diagramFiles('# association-lifecycle')).toThrow('lifecycle diagram')
})

describe.each(machines)('the Mermaid text of %s', (file, machine) => {
  const path = `docs/diagrams/${file}.md`

  test('is read to its last line', () => {
    const { graph } = graphOf(path)
    const [header, ...lines] = mermaidOf(path).split('\n')
    const ends = lines.filter((line) => line.includes('[*]')).length
    expect(header).toBe('stateDiagram-v2')
    expect(graph.nodes.size - ends + graph.edges.length).toBe(lines.length)
  })

  test('has lines so short that Mermaid breaks none of them again, and no word alone on its line', () => {
    const { graph, arrows } = graphOf(path)
    const labels = [...graph.nodes.values()].map(({ label }) => label.split('\n'))
    for (const [name, ...lines] of labels) {
      expect(lines.filter((line) => line.length > 24)).toStrictEqual([])
      expect(lines.length > 1 && lines.some((line) => !line.includes(' ')), name).toBe(false)
    }
    // A word alone is not broken, however long it is.
    const broken = arrows.flatMap(({ lines }) => lines).filter((line) => line.includes(' ') && line.length > 24)
    expect(broken).toStrictEqual([])
  })

  test('has all states, what begins and what ends', () => {
    const { graph, arrows } = graphOf(path)
    const states = statesOf(machine.config)
    expect([...graph.nodes.keys()].filter((id) => !id.startsWith('_')).sort()).toStrictEqual(Object.keys(states).sort())
    const finals = Object.keys(states).filter((name) => states[name]?.type === 'final')
    expect(arrows.filter(({ from }) => from === '_start')).toMatchObject([{ to: machine.config.initial }])
    expect(arrows.filter(({ to }) => to.startsWith('_end')).map(({ from }) => from)).toStrictEqual(finals)
  })
})

describe.each(['README.md', 'docs/diagrams/lifecycle.md'])('the lifecycle in %s', (path) => {
  const drawn = graphOf(path).arrows.flatMap(({ from, to, lines: [causes = '', guard = ''] }) =>
    from.startsWith('_') || to.startsWith('_') ? [] : causes.split(', ').map((cause) => `${from} ${cause} ${guard} ${to}`)
  )

  test('has the transitions of the machine, no more and no less', () => {
    const labelOf = (guard: string | undefined) => (guard === undefined ? '' : `[${guard}]`)
    const defined = Object.entries(statesOf(lifecycle.associationMachine.config)).flatMap(([from, { on, after }]) => [
      ...candidatesOf(on)
        .filter(([event]) => event !== 'clock.woken')
        .map(([event, { guard, target }]) => `${from} ${event} ${labelOf(guard)} ${target}`),
      ...candidatesOf(after)
        .filter(([, { target }]) => target !== from)
        .map(([, { guard, target }]) => `${from} after 48 h ${labelOf(guard)} ${target}`)
    ])
    expect([...drawn].sort()).toStrictEqual(defined.sort())
  })

  test('says how long a record is kept, where one is', () => {
    const { graph } = graphOf(path)
    const kept = [...graph.nodes.values()].filter(({ label }) => label.includes('record kept 48 to 96 h')).map(({ id }) => id)
    expect(kept.sort()).toStrictEqual(['Disassociated', 'Failed'])
  })
})

/** A step from one state of an aggregate to another, as somebody sees it who asks before and after. */
const wayOf = (from: string, event: string, to: string) => (from === to ? [] : [`${from} ${event} ${to}`])

interface AnyCall {
  readonly command: { readonly type?: unknown }
}

interface Stepping<State, Call extends AnyCall> {
  readonly initialState: State
  readonly send: (state: State, call: Call) => State
  readonly nameOf: (state: State, call: Call) => string
}

/**
 * All steps of many histories, to an actor whose timer sweeps before whatever comes next; and of each of a history's calls, had it come at
 * any other time of that history.
 */
const stepsOf = <State, Call extends AnyCall>(
  histories: readonly (readonly Call[])[],
  { initialState, send, nameOf }: Stepping<State, Call>
): Set<string> =>
  new Set(
    histories.flatMap((calls) => {
      let state = initialState
      let last: string | undefined
      return calls.flatMap((call) => {
        state = send(state, { ...call, command: { type: 'Sweep' } })
        const here = state
        const before = nameOf(here, call)
        const passed = last === undefined ? [] : wayOf(last, 'Sweep', before)
        const possible = calls.flatMap(({ command }) => {
          const instead = { ...call, command }
          return wayOf(before, String(command.type), nameOf(send(here, instead), instead))
        })
        state = send(here, call)
        last = nameOf(state, call)
        return [...passed, ...possible]
      })
    })
  )

/** The last way of a share comes up in history 125, with other seeds as late as 797; the last of policies in 21, and never later than 78. */
const samples = { shares: { seed: 7, numRuns: 1_000 }, policies: { seed: 7, numRuns: 300 } }

const shareSteps = () =>
  stepsOf(fc.sample(shareTests.arbitraries.history(40), samples.shares), {
    initialState: resourceSharing.initialState,
    send: (state, { command, facts }) =>
      resourceSharing.apply(state, command as resourceSharing.ResourceSharingCommand, facts).state,
    nameOf: (state, { facts }) => resourceSharing.resourceShare(state, facts)?.ResourceShareStatus ?? 'None'
  })

const policySteps = () =>
  stepsOf(fc.sample(policyTests.arbitraries.history(40), samples.policies), {
    initialState: backupPolicies.initialState,
    send: (state, { command, facts }) =>
      backupPolicies.apply(state, command as backupPolicies.BackupPoliciesCommand, facts).state,
    nameOf: (state, { facts }) => {
      const all = [...backupPolicies.associations(state, facts)]
      if (all.some(lifecycle.isLive)) return 'InUse'
      if (state.policies.size > 0) return 'Unused'
      return all.length > 0 ? 'Expiring' : 'Empty'
    }
  })

describe.each([
  ['resource-share', resourceSharing.resourceShareMachine.config, shareSteps],
  ['backup-policies', backupPolicies.backupPoliciesMachine.config, policySteps]
] as const)('the ways of %s', (file, config, steps) => {
  const arrows = graphOf(`docs/diagrams/${file}.md`).arrows.filter(({ from }) => !from.startsWith('_'))

  test('are ways of the machine: what it takes, then the guard that goes there', () => {
    const states = statesOf(config)
    for (const { from, to, lines } of arrows) {
      const { on = {}, after = {}, always = [] } = states[from] ?? {}
      const guards = candidatesOf({ always }).flatMap(([, { target, guard }]) => (target === to ? [`[${guard}]`] : []))
      expect(guards).toStrictEqual(lines.slice(-1))
      const taken = [...Object.keys(on), ...Object.keys(after).map((delay) => `after ${delay}`)]
      const causes = lines.slice(0, -1).flatMap((line) => line.split(', '))
      expect(causes.length).toBeGreaterThan(0)
      expect(causes.filter((cause) => !taken.includes(cause))).toStrictEqual([])
    }
  })

  test('are those that histories take, no more and no less', () => {
    const drawn = arrows.flatMap(({ from, to, lines }) =>
      lines
        .slice(0, -1)
        .flatMap((line) => line.split(', '))
        .filter((cause) => !cause.startsWith('after '))
        .map((cause) => `${from} ${cause} ${to}`)
    )
    expect([...steps()].sort()).toStrictEqual(drawn.sort())
  })
})
