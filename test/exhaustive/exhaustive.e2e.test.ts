/** The exhaustive run of small worlds: a shallow one holds, its numbers are those of a plain count, and it finds what is wrong. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { run } from '../../src/hosting/scenarios/run.ts'
import { parseScenario } from '../../src/hosting/scenarios/scenario.ts'
import { systems } from '../../src/hosting/scenarios/systems.ts'
import * as library from '../../src/index.ts'
import { wrongBackends } from '../testing/resource-sharing/wrong-backends.ts'

type Apply = (
  state: unknown,
  command: Record<string, unknown>,
  facts: { readonly now: number; readonly accountId?: string; readonly retention?: object }
) => Applied

interface Applied {
  readonly state: unknown
  readonly events: readonly unknown[]
  readonly result: unknown
}

interface Violation {
  readonly invariant: string
  readonly wrong: string
  readonly path: readonly unknown[]
}

interface Outcome {
  readonly states: number
  readonly transitions: number
  readonly depth: number
  readonly isComplete: boolean
  readonly violation?: Violation
}

interface World {
  readonly send: Apply
  readonly start: { readonly state: unknown; readonly now: number }
  readonly actions: (at: unknown) => readonly { readonly waitMs?: number; readonly command?: object; readonly by?: object }[]
  readonly factsOf: (now: number, by?: object) => { readonly now: number }
  readonly key: (state: unknown, now: number) => string
}

interface Explorer {
  readonly explore: (world: World, options: { isOver: () => boolean; maxDepth: number }) => Outcome
  readonly scenarioOf: (world: World, violation: Violation) => string
}

const moduleOf = (file: string) => import(/* @vite-ignore */ new URL(file, import.meta.url).href)
const { explore, scenarioOf } = (await moduleOf('explore.mjs')) as Explorer
const { shareWorld } = (await moduleOf('share.mjs')) as { shareWorld: (given: object) => World }

const unmetIn = (scenario: string): readonly string[] => {
  const parsed = parseScenario(JSON.parse(scenario), systems)
  if (!parsed.ok) throw new Error(parsed.fault.message)
  return run(parsed.scenario, parsed.system).flatMap((outcome) =>
    outcome.kind === 'clock' || outcome.kind === 'note' ? [] : outcome.unmet
  )
}

const isOver = () => false
const world = shareWorld(library)
const { apply, evolveAll } = library.resourceSharing as unknown as {
  readonly apply: Apply
  readonly evolveAll: (state: unknown, events: readonly unknown[]) => unknown
}

/** What is stored of a state, its times as seen from now: how far deadlines are off, and whether what has been was before or just now. */
const seenFrom = (state: unknown, now: number): string =>
  library.resourceSharing
    .serialize(state as typeof initialState)
    .replace(/"(createTime|updateTime|expiresFrom|expiresBy|closesAt)":(\d+)/g, (_, name: string, time: string) => {
      const offMs = Number(time) - now
      return `${name}${name.endsWith('Time') ? Math.sign(offMs) : Math.max(offMs, 0)}`
    })

test('states and transitions are as many as a plain count finds, of states as they are stored', () => {
  const seen = new Set([seenFrom(world.start.state, world.start.now)])
  let transitions = 0
  let level = [world.start]
  for (let depth = 1; depth <= 3; depth += 1) {
    const next: typeof level = []
    for (const at of level)
      for (const { waitMs = 0, command, by } of world.actions(at)) {
        transitions += 1
        const now = at.now + waitMs
        const { state } = command === undefined ? at : apply(at.state, command as Record<string, unknown>, world.factsOf(now, by))
        const key = seenFrom(state, now)
        if (seen.has(key)) continue
        seen.add(key)
        next.push({ state, now })
      }
    level = next
  }
  expect(explore(world, { isOver, maxDepth: 3 })).toMatchObject({ states: seen.size, transitions, depth: 3, isComplete: true })
})

/** What the first action comes to, from a place in their list on, that changes something: there is always time to pass. */
const changeFrom = ({ state, now }: World['start'], place: number): World['start'] => {
  const actions = world.actions({ state, now })
  for (const at of actions.keys()) {
    const { waitMs = 0, command, by } = actions[(place + at) % actions.length] ?? {}
    if (command === undefined) return { state, now: now + waitMs }
    const applied = apply(state, command as Record<string, unknown>, world.factsOf(now, by))
    if (applied.events.length > 0) return { state: applied.state, now }
  }
  return { state, now }
}

test('two states are one to it where they are stored alike, and only there', () => {
  const texts = new Map<string, string>()
  const keys = new Map<string, string>()
  fc.assert(
    fc.property(fc.array(fc.nat(1_000), { minLength: 20, maxLength: 40 }), (places) => {
      let there = world.start
      for (const place of places) {
        there = changeFrom(there, place)
        const [key, text] = [world.key(there.state, there.now), seenFrom(there.state, there.now)]
        expect(texts.get(key) ?? text).toBe(text)
        expect(keys.get(text) ?? key).toBe(key)
        texts.set(key, text)
        keys.set(text, key)
      }
    }),
    { numRuns: 150 }
  )
  expect(texts.size).toBeGreaterThan(300)
})

test('it ends when the time is over', () => {
  expect(explore(world, { isOver: () => true, maxDepth: 3 })).toMatchObject({ transitions: 0, isComplete: false })
})

const { nextDeadline, initialState } = library.resourceSharing

/** The library with a part that goes wrong. */
const libraryWith = (part: object): World => shareWorld({ resourceSharing: { ...library.resourceSharing, ...part } })

/** A fault of the conformance suite's, for one share. */
const faultOf =
  (name: string) =>
  (right: Apply): Apply => {
    const id = 'rs-1'
    const wrong = wrongBackends[name]
    if (wrong === undefined) throw new Error(`no fault ${name}`)
    const send = wrong((states, command, facts) => {
      const { state, events, result } = right(states.get(id) ?? library.resourceSharing.initialState, command, facts)
      return { states: new Map([[id, state]]) as never, events: events as never, result: result as never, facts }
    })
    return (state, command, facts) => {
      const sent = send(new Map([[id, state]]) as never, command, facts as never)
      return { state: sent.states.get(id), events: sent.events, result: sent.result }
    }
  }

const owner = '1000000000000001'
const hourMs = 3_600_000

const faults: readonly (readonly [invariant: string, fault: (right: Apply) => Apply])[] = [
  [
    'statuses go along the documented arrows',
    (right) => (state, command, facts) => {
      if (command.type !== 'DisassociateResourceShare') return right(state, command, facts)
      const entity = { associationType: 'Resource', entityType: 'VSwitch', entityId: 'r-1' }
      const done = right(state, { type: 'AssociationSucceeded', ...entity }, facts)
      const applied = right(done.state, command, facts)
      return applied.events.length > 0
        ? { ...applied, events: [...done.events, ...applied.events] }
        : { ...applied, state, events: [] }
    }
  ],
  [
    'each call is answered as documented',
    (right) => (state, command, facts) => {
      const applied = right(state, command, facts)
      return JSON.stringify(applied.result).includes('DisassociateConflict')
        ? { ...applied, result: { ok: false, error: { code: 'DisassociateInvalid' } } }
        : applied
    }
  ],
  [
    'a refusal changes nothing, and no events means the very same state',
    faultOf('forgets all or nothing where an operation is running')
  ],
  [
    'a sweep does all that is due, once; nothing is due before the next deadline',
    (right) => (state, command, facts) =>
      command.type === 'Sweep' ? { state, events: [], result: { ok: true, reply: {} } } : right(state, command, facts)
  ],
  [
    'what is live does not vanish, and what has ended stays for 48 hours',
    (right) => (state, command, facts) => {
      const { associations } = state as typeof initialState
      const isEarly = command.type === 'Sweep' && ![...associations].some(({ invitation }) => invitation)
      return right(state, command, isEarly ? { ...facts, now: facts.now + hourMs } : facts)
    }
  ],
  ['the counts are those of the associations, and so is the next deadline', faultOf('deletes ended records at 47 h')],
  ['a deleted share is gone at 96 hours, with all that is in it', faultOf('shows ended records until a sweep, at 97 h too')],
  [
    'what has ended is gone at 96 hours, and an invitation is over after seven days',
    (right) => (state, command, facts) => {
      const retention = { floorMs: 48 * hourMs, ceilingMs: 97 * hourMs }
      return right(state, command, command.type === 'AssociationFailed' ? { ...facts, retention } : facts)
    }
  ],
  ['each call is answered as documented', faultOf('takes late signals')],
  ['each call is answered as documented', faultOf('deletes a share while operations run')],
  ['the events make the state', faultOf('is synchronous')],
  [
    'the events make the state',
    (right) => (state, command, facts) => {
      const applied = right(state, command, facts)
      return { ...applied, events: applied.events.slice(0, 1) }
    }
  ],
  [
    'each call does what is documented to what it names, and nothing to the rest',
    (right) => (state, command, facts) => {
      const applied = right(state, command, facts)
      const events = applied.events.slice(0, 1)
      return events.length === 0 ? applied : { ...applied, events, state: evolveAll(state, events) }
    }
  ],
  [
    'a reply shows what has come about',
    (right) => (state, command, facts) => {
      const applied = right(state, command, facts)
      return { ...applied, result: JSON.parse(JSON.stringify(applied.result).replace('Disassociating', 'Disassociated')) }
    }
  ],
  [
    'each call is answered as documented',
    (right) => (state, command, facts) => {
      const applied = right(state, command, facts)
      const isHidden = JSON.stringify(applied.result).includes('EntityNotExists.ResourceShare"')
      return isHidden && facts.accountId !== owner
        ? { ...applied, result: { ok: false, error: { code: 'InvalidParameter' } } }
        : applied
    }
  ]
]

/** All that is folded comes out with a fault. */
const folding = (fault: (state: typeof initialState) => unknown) => ({
  apply: (...given: Parameters<Apply>) => {
    const applied = apply(...given)
    return applied.events.length === 0 ? applied : { ...applied, state: fault(applied.state as typeof initialState) }
  },
  evolveAll: (...given: Parameters<typeof evolveAll>) => fault(evolveAll(...given) as typeof initialState)
})

/** A deleted share stays three times as long as it may. */
const keptTooLong = ({ share, ...rest }: typeof initialState) =>
  share?.status === 'Deleted'
    ? { ...rest, share: { ...share, expiresBy: share.updateTime + 3 * 96 * hourMs } }
    : { ...rest, share }

const lists = 'the lists of invitations and of failed disassociations are those of the associations'
const wrongParts: readonly (readonly [invariant: string, part: object])[] = [
  ['a deleted share is gone at 96 hours, with all that is in it', folding(keptTooLong)],
  [
    'the counts are those of the associations, and so is the next deadline',
    folding((state) => ({ ...state, running: [...state.associations].length + 1 }))
  ],
  [
    'the counts are those of the associations, and so is the next deadline',
    { nextDeadline: (state: typeof initialState) => (nextDeadline(state) ?? 0) - 1 }
  ],
  [lists, { invitations: () => [] }],
  [lists, { failedDisassociations: () => [] }]
]

describe('what goes wrong is found, with a shortest way to it', () => {
  test.each([...faults.map(([invariant, fault]) => [invariant, { apply: fault(apply) }] as const), ...wrongParts])(
    '%s',
    (invariant, part) => {
      const wrong = libraryWith(part)
      const { violation } = explore(wrong, { isOver, maxDepth: 6 })
      if (violation === undefined) throw new Error('nothing was found')
      expect(violation.invariant).toBe(invariant)
      const { steps } = JSON.parse(scenarioOf(wrong, violation)) as { steps: readonly { note?: string }[] }
      expect(steps.length).toBe(violation.path.length)
      expect(steps.at(-1)?.note).toContain(`${invariant} (${violation.wrong})`)
      expect(steps.slice(0, -1).every(({ note }) => note === undefined)).toBe(true)
      // The library itself is right: all that the story expects comes about.
      expect(unmetIn(scenarioOf(wrong, violation))).toStrictEqual([])
    }
  )

  test('the story tells what is right', () => {
    const wrong = libraryWith({ apply: faultOf('takes late signals')(apply) })
    const { violation } = explore(wrong, { isOver, maxDepth: 6 })
    if (violation === undefined) throw new Error('nothing was found')
    const { steps } = JSON.parse(scenarioOf(wrong, violation)) as { steps: readonly object[] }
    expect(steps.at(-1)).toMatchObject({ signal: { entityId: 'r-1' }, expect: { code: 'SignalRejected' } })
  })
})

test('the command prints what it has seen', () => {
  const main = fileURLToPath(new URL('main.mjs', import.meta.url))
  const folder = mkdtempSync(join(tmpdir(), 'exhaustive-'))
  const out = join(folder, 'violation.json')
  const { status, stdout } = spawnSync(process.execPath, [main, '--depth', '3', '--out', out], { encoding: 'utf8' })
  expect(stdout).toMatch(/^[\d,]+ states, [\d,]+ transitions, all of depth 3$/m)
  expect(stdout).toMatch(/^ {2}DisassociateResourceShare on Associating: DisassociateConflict +\d+$/m)
  expect(existsSync(out) && readFileSync(out, 'utf8')).toBe(false)
  expect(status).toBe(0)
  for (const [options, stderr] of [
    [['--depth', 'deep'], '--depth must be a number; it is deep\n'],
    [['--sec', '1'], "Unknown option '--sec'; there are --seconds, --depth, --out\n"]
  ] as const)
    expect(spawnSync(process.execPath, [main, ...options], { encoding: 'utf8' })).toMatchObject({ status: 2, stdout: '', stderr })
  rmSync(folder, { recursive: true })
})
