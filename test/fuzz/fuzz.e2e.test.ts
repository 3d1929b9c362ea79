/** Bad input in bulk: a short run of all targets, that it finds what is wrong, and tells it with what brings it back. */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type * as Library from '../../src/index.ts'

interface Target {
  readonly name: string
  readonly share: number
  readonly codes?: readonly string[]
  readonly arbitrary: (seed: number) => fc.Arbitrary<unknown>
  readonly probe: (given: never) => string
}

interface Total {
  readonly inputs: number
  readonly met: ReadonlySet<string>
  readonly codes: readonly string[]
}

interface Failure {
  readonly target: string
  readonly seed: number
  readonly error: string
  readonly input: string
  readonly state?: string
}

interface Outcome {
  readonly inputs: number
  readonly totals: ReadonlyMap<string, Total>
  readonly failures: readonly Failure[]
}

type ReadOptions = (
  known: Readonly<Record<string, 'number' | 'text'>>,
  args: readonly string[]
) => { readonly values?: object; readonly fault?: string }

interface Fuzzing {
  readonly fuzz: (
    targets: readonly Target[],
    options: { firstSeed: number; isOver: (inputs: number) => boolean; slowMs?: number }
  ) => Outcome
  readonly neverMet: (total: Total) => readonly string[]
}

const moduleOf = (file: string) => import(/* @vite-ignore */ new URL(file, import.meta.url).href)
const { fuzz, neverMet } = (await moduleOf('fuzz.mjs')) as Fuzzing
const { readOptions } = (await moduleOf('options.mjs')) as { readOptions: ReadOptions }
const { targetsOf } = (await moduleOf('targets.mjs')) as { targetsOf: (given: object) => readonly Target[] }

const main = fileURLToPath(new URL('main.mjs', import.meta.url))
const start = (...options: string[]) => spawnSync(process.execPath, [main, ...options], { encoding: 'utf8' })

const lamp: Target = {
  name: 'lamp',
  share: 0.1,
  arbitrary: () => fc.nat(1_000),
  probe: (watts) => (Number(watts) > 60 ? 'bright' : 'dim')
}

test('each target gets its share, at least one batch, until the time is over', () => {
  let batches = 0
  const isOver = () => {
    batches += 1
    return batches > 3
  }
  const { inputs, totals, failures } = fuzz([lamp, { ...lamp, name: 'lantern', share: 0.05 }], { firstSeed: 1, isOver })
  expect(failures).toStrictEqual([])
  expect([...totals].map(([name, { inputs: some }]) => [name, some])).toStrictEqual([
    ['lamp', 400],
    ['lantern', 200]
  ])
  expect(inputs).toBe(600)
  expect([...(totals.get('lamp')?.met ?? [])].sort()).toStrictEqual(['bright', 'dim'])
})

test('a failure comes with its seed, and comes back with it, as small as it can be made', () => {
  const broken: Target = {
    ...lamp,
    probe: (watts) => {
      if (Number(watts) > 500) throw new TypeError('the fuse has blown')
      return 'dim'
    }
  }
  const isOver = () => true
  const { failures } = fuzz([broken], { firstSeed: 7, isOver })
  expect(failures).toMatchObject([
    { target: 'lamp', seed: 7, input: '501', error: expect.stringContaining('the fuse has blown') }
  ])
  expect(fuzz([broken], { firstSeed: 7, isOver }).failures[0]?.input).toBe('501')
})

test('it is over when there are as many inputs as were asked for', () => {
  expect(fuzz([lamp], { firstSeed: 1, isOver: (inputs) => inputs >= 500 }).inputs).toBe(600)
})

test('codes that could have been met, and were not', () => {
  const { totals } = fuzz([{ ...lamp, codes: ['bright', 'broken'] }], { firstSeed: 1, isOver: () => true })
  expect([...totals.values()].map(neverMet)).toStrictEqual([['broken']])
})

test('what takes very long is a failure', () => {
  expect(fuzz([lamp], { firstSeed: 1, isOver: () => true, slowMs: 0 }).failures).toMatchObject([
    { error: expect.stringMatching(/took \d+ ms/) }
  ])
})

type Shares = typeof Library.resourceSharing
type State = Library.resourceSharing.ResourceShareState
type Facts = Library.resourceSharing.Facts
type Row = { readonly invitation?: { readonly createTime: number; readonly closesAt: number } }

// The very library that the kit makes its states with.
const packageName: string = 'association-lifecycle'
const library = (await import(/* @vite-ignore */ packageName)) as typeof Library
const right: Shares = library.resourceSharing

/** Reads a text that is refused as what is made of it. */
const readingAs = (change: (rows: readonly Row[]) => readonly Row[]) => (text: string) => {
  const read = right.deserialize(text)
  if (read.ok || read.error.code !== 'Malformed') return read
  const { associations, ...rest } = JSON.parse(text)
  const changed = Array.isArray(associations) ? JSON.stringify({ ...rest, associations: change(associations) }) : text
  return right.deserialize(changed)
}

const withoutRepeats = (rows: readonly Row[]) => [...new Map(rows.map((row) => [JSON.stringify(row), row])).values()]

/** An invitation may close before it is opened. */
const closingEarly = (text: string) => {
  const read = readingAs((rows) =>
    rows.map((row) => (row?.invitation ? { ...row, invitation: { ...row.invitation, closesAt: 8e15 } } : row))
  )(text)
  if (!read.ok) return read
  let { associations } = read.state
  const given: readonly (Row | null)[] = JSON.parse(text).associations
  for (const row of read.state.associations) {
    const closesAt = given.find((each) => JSON.stringify(each).includes(JSON.stringify(row.entityId)))?.invitation?.closesAt
    if (row.invitation !== undefined && closesAt !== undefined)
      associations = associations.put({ ...row, invitation: { ...row.invitation, closesAt } })
  }
  return { ...read, state: { ...read.state, associations } }
}

/** Faults that throw nothing: the target that finds each, and the part of the library with it. */
const faults: readonly (readonly [name: string, target: string, part: object])[] = [
  [
    'the entries of an RPC list are taken as they come',
    'wire',
    {
      wire: {
        ...right.wire,
        readRpc: (given: string | Iterable<readonly [string, string]>) => {
          let last = 0
          const inOrder = (name: string) => {
            last += 1
            return name.replace(/\.\d+$/, `.${last}`)
          }
          const pairs = [...(typeof given === 'string' ? new URLSearchParams(given) : given)]
          return right.wire.readRpc(pairs.map(([name, value]) => [name.includes('.') ? inOrder(name) : name, value]))
        }
      }
    }
  ],
  [
    'a type of resources is what any object has a field for',
    'commands',
    {
      apply: (state: State, command: Library.resourceSharing.ResourceSharingCommand, facts: Facts) => {
        const types = Object.entries(facts.resourceTypes ?? right.resourceTypes)
        const resourceTypes = Object.fromEntries([...types, ['constructor', types[0]?.[1]], ['toString', types[0]?.[1]]])
        return right.apply(state, command, { ...facts, resourceTypes } as Facts)
      }
    }
  ],
  ['an association may be stored twice', 'stored texts', { deserialize: readingAs(withoutRepeats) }],
  ['an invitation may close before it is opened', 'stored texts', { deserialize: closingEarly }],
  [
    'any text is a token',
    'queries',
    {
      listResourceShareAssociations: (
        states: Iterable<State>,
        request: Library.resourceSharing.ListResourceShareAssociationsRequest,
        facts: Facts
      ) => {
        const listed = right.listResourceShareAssociations(states, request, facts)
        if (listed.ok || listed.error.code !== 'InvalidParameter.NextToken') return listed
        return right.listResourceShareAssociations(states, { ...request, NextToken: '' }, facts)
      }
    }
  ]
]

test.each(faults)('wrong answers are found: %s', (_, name, part) => {
  const targets = targetsOf({ ...library, resourceSharing: { ...right, ...part } })
  const chosen = targets.filter((target) => target.name === `resource sharing: ${name}`)
  const { failures } = fuzz(chosen, { firstSeed: 1, isOver: () => true })
  expect(failures).toMatchObject([{ input: expect.any(String), error: expect.stringContaining('Error: ') }])
})

test('a short run of all entry points finds nothing', () => {
  const { status, stdout } = start('--seconds', '0', '--seed', '1')
  expect(stdout).toMatch(/^[\d,]+ inputs from seed 1 on in \d+ seconds, 0 failures$/m)
  expect(status).toBe(0)
  for (const target of ['commands', 'queries', 'wire', 'stored texts'])
    for (const system of ['resource sharing', 'backup policies']) expect(stdout).toContain(`${system}: ${target}: 2,000 inputs`)
  expect(stdout).toContain('scenario files: 100 inputs')
  for (const code of ['DisassociateInvalid', 'UnknownStatus', 'AutoBackup.0221', 'no scenario']) expect(stdout).toContain(code)
  const wire = /^backup policies: wire: .*\n(.*)$/m.exec(stdout)?.[1]?.trim().split(' ')
  expect(wire).toEqual(
    expect.arrayContaining(['ok', ...['0205', '0207', '0209', '0211', '1400'].map((code) => `AutoBackup.${code}`)])
  )
})

test('one target alone, as many inputs as are asked for; what is met, and what never', () => {
  expect(start('--seconds', '0', '--only', 'lifecycle: step').stdout).toMatch(
    /^lifecycle: step: 2,000 inputs, \d+ kinds of answers\n.*\n\n2,000 inputs/
  )
  expect(start('--inputs', '3000', '--seed', '1', '--only', 'resource sharing: queries').stdout).toMatch(
    /^resource sharing: queries: 4,000 inputs/
  )
})

const known = { seconds: 'number', only: 'text' } as const

test('options are read', () => {
  expect(readOptions(known, ['--seconds', '1.5', '--only', ''])).toStrictEqual({ values: { seconds: 1.5, only: '' } })
  expect(readOptions(known, [])).toStrictEqual({ values: {} })
})

test.each([
  [['--seconds', 'many'], '--seconds must be a number; it is many'],
  [['--seconds', ''], '--seconds must be a number; it is empty'],
  [['--seconds=-1'], '--seconds must be a number; it is -1'],
  [['--sec', '1'], "Unknown option '--sec'; there are --seconds, --only"],
  [['lamps'], /^Unexpected argument 'lamps'.*; there are --seconds, --only$/],
  [['--only'], "Option '--only <value>' argument missing; there are --seconds, --only"]
])('what an option cannot be is said in one line: %s', (args, line) => {
  const { fault } = readOptions(known, args)
  if (typeof line === 'string') expect(fault).toBe(line)
  else expect(fault).toMatch(line)
})

test('nothing runs with options that are not known', () => {
  expect(start('--sec', '1')).toMatchObject({
    ...{ status: 2, stdout: '' },
    stderr: "Unknown option '--sec'; there are --seconds, --inputs, --seed, --only\n"
  })
  expect(start('--only', 'lamps')).toMatchObject({
    ...{ status: 2, stdout: '' },
    stderr: expect.stringMatching(/^--only must be one of .*'scenario files'; it is 'lamps'\n$/)
  })
})
