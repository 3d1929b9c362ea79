/** What the README shows and says is so: its example runs as its reader would run it, and no claim is without a test or a figure. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { createActor, createMachine, SimulatedClock } from 'xstate'
import { backupPolicies, lifecycle, resourceSharing } from '../src/index.ts'
import { fileOf, linksOf } from './docs/links.ts'
import { printedBy, programsOf, root, textOf } from './docs/pages.ts'

const readme = textOf('README.md')
const manifest: { readonly exports: Readonly<Record<string, unknown>>; readonly files: readonly string[] } = JSON.parse(
  textOf('package.json')
)

/** Inside the package, so that its own name resolves by its own exports. */
const folder = `${root}dist/readme-examples`

afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

const programs = ['README.md', 'docs/README.md'].flatMap((page) =>
  programsOf(textOf(page), 'test/readme.e2e.test.ts').map((program) => [`${page}:${program.line}`, program] as const)
)

test.each(programs)('the example %s prints what it says, in about 20 lines', async (where, { code, output }) => {
  mkdirSync(folder, { recursive: true })
  const file = `${folder}/${where.replace(/\W/g, '-')}.mjs`
  writeFileSync(file, code)
  expect(await printedBy(file, folder)).toBe(output)
  expect(code.split('\n').filter((line) => line !== '').length).toBeLessThanOrEqual(22)
})

test('it is short, and shows how to embed the library', () => {
  expect(readme.split('\n').length).toBeLessThanOrEqual(150)
  expect(programs.map(([where]) => where.split(':')[0])).toContain('README.md')
})

test('it leads to nothing but what the package brings along, and the web', () => {
  const files = linksOf(readme).flatMap((link) => fileOf('README.md', link) ?? [])
  const isPacked = (file: string) => manifest.files.includes(file.split('/')[0] ?? '') && !file.startsWith('docs/generate')
  expect(files.filter((file) => file !== 'README.md' && !isPacked(file))).toStrictEqual([])
  expect(files.length).toBeGreaterThan(15)
})

test('it names every export', () => {
  const names = Object.keys(manifest.exports).filter((name) => name !== './package.json')
  expect(
    names.map((name) => name.replace('.', 'association-lifecycle')).filter((name) => !readme.includes(`\`${name}\``))
  ).toStrictEqual([])
  expect(names.length).toBeGreaterThan(8)
})

test('what it says of the guide to embedding is so: a hundred lines of code', () => {
  expect(readme).toContain('[a hundred lines](docs/guide/embedding.md)')
  const [program] = programsOf(textOf('docs/guide/embedding.md'), 'test/engines/guide.test.ts')
  const lines = program?.code.split('\n').filter((line) => line.trim() !== '').length ?? 0
  expect(Math.abs(lines - 100)).toBeLessThanOrEqual(10)
})

test('both systems have the functions that it says both have', () => {
  const [, list = ''] = /the same functions by the same names: ([^.]+)\./.exec(readme) ?? []
  const names = [...list.matchAll(/`(\w+)`/g)].map(([, name = '']) => name)
  expect(names.filter((name) => !(name in resourceSharing && name in backupPolicies))).toStrictEqual([])
  expect(names.length).toBeGreaterThan(8)
})

/** The rows of the table that begins with a header. */
const tableOf = (text: string, header: string): string[][] => {
  const [, ...lines] = text.slice(text.indexOf(header)).split('\n\n')[0]?.split('\n').slice(1) ?? []
  return lines.map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim())
  )
}

const compared = tableOf(readme, '| | a status column by hand |')

/** The tests that hold what a row says of this library. What it says of the others is shown below, or on the page on status columns. */
const backing: Readonly<Record<string, readonly (readonly [file: string, name: string])[]>> = {
  'a step that is not documented': [
    ['test/lifecycle/transition.unit.test.ts', 'everything else is no transition'],
    ['docs/guide/from-a-status-column.md', 'would be refused: DisassociateConflict']
  ],
  'the documented errors, with code and message': [
    ['test/resource-sharing/errors.unit.test.ts', 'each code of the catalogue has a row above'],
    ['test/backup-policies/errors.unit.test.ts', 'holds the codes of the service, with their statuses'],
    ['test/backup-policies/errors.unit.test.ts', 'holds the HTTP status %d']
  ],
  'a late or repeated signal': [
    ['test/resource-sharing/share.unit.test.ts', 'late, repeated or out of order: rejected, and nothing changes']
  ],
  '48 to 96 hours, across restarts': [
    ['test/lifecycle/actor.property.test.ts', 'an actor that is restarted at any moments, any number of times'],
    [
      'test/resource-sharing/share.property.test.ts',
      'before its window nothing expires; at its ceiling nothing is left for any reader'
    ]
  ],
  'two clients at once': [
    ['test/hosting/runtime/executor.unit.test.ts', 'with others are decided again, on the newer state and with the facts of now'],
    ['test/hosting/runtime/runtime-contract.ts', 'calls of several processes at once: the answers are those of some serial order']
  ],
  'a command of five, among 1,000 associations': [['docs/reference/performance.md', 'One command disassociates five.']],
  'your backend held against it': [
    ['test/guide.e2e.test.ts', 'a backend that forgets 48 hours is found out in few calls, with a scenario to replay']
  ],
  'seen in the Stately inspector': [['test/hosting/inspector/protocol.e2e.test.ts', "from '@statelyai/inspect"]]
}

describe('beside the alternatives', () => {
  test('every row has what holds it', () => {
    expect(compared.map(([row]) => row)).toStrictEqual(Object.keys(backing))
    expect(compared.filter((cells) => cells.length !== 5 || cells.some((cell) => cell === ''))).toStrictEqual([])
    const missing = Object.values(backing).flatMap((held) => held.filter(([file, name]) => !textOf(file).includes(name)))
    expect(missing).toStrictEqual([])
  })

  test('a status column takes any UPDATE, and is overwritten by a repeated signal, as the guide to it shows', () => {
    const [program] = programsOf(textOf('docs/guide/from-a-status-column.md'), 'test/engines/guide.test.ts').slice(-1)
    expect(program?.code).toContain("UPDATE shared SET status = 'DELETING'")
    expect(program?.output).toContain('would be refused: DisassociateConflict\nImage m-4: Disassociating, not Associating')
    expect(program?.output).toContain('would be refused: SignalRejected\nVSwitch vsw-1: Associated, not Disassociating')
  })

  test('XState alone ignores a step that is not documented, and a late signal, without a word', () => {
    const actor = createActor(lifecycle.associationMachine, { input: { now: 0 } }).start()
    const before = actor.getSnapshot()
    actor.send({ type: 'disassociate', at: 1 })
    actor.send({ type: 'disassociationSucceeded', at: 1 })
    expect(actor.getSnapshot().value).toBe(before.value)
    expect(actor.getSnapshot().status).toBe('active')
    actor.stop()
  })

  test('XState alone loses a pending after across a restart', () => {
    const machine = createMachine({
      initial: 'Disassociated',
      states: { Disassociated: { after: { 1000: 'Expired' } }, Expired: {} }
    })
    const clock = new SimulatedClock()
    const actor = createActor(machine, { clock }).start()
    const snapshot = JSON.parse(JSON.stringify(actor.getPersistedSnapshot()))
    const restarted = createActor(machine, { clock, snapshot }).start()
    actor.stop()
    clock.increment(1_000_000)
    expect(restarted.getSnapshot().value).toBe('Disassociated')
    restarted.stop()
  })

  test('two copies of an actor know nothing of each other', () => {
    const snapshot = lifecycle.toSnapshot({ status: 'Associating', createTime: 0, updateTime: 0 })
    const copies = [1, 2].map(() => createActor(lifecycle.associationMachine, { snapshot }).start())
    copies[0]?.send({ type: 'associationSucceeded', at: 1 })
    copies[1]?.send({ type: 'associationFailed', at: 1 })
    expect(copies.map((copy) => copy.getSnapshot().value)).toStrictEqual(['Associated', 'Failed'])
    for (const copy of copies) copy.stop()
  })

  test('a mock answers what it was told, whatever has been before', () => {
    const disassociate = vi.fn(() => ({ AssociationStatus: 'Disassociating' }))
    expect([disassociate(), disassociate()].map(({ AssociationStatus }) => AssociationStatus)).toStrictEqual([
      'Disassociating',
      'Disassociating'
    ])
  })
})

describe('figures', () => {
  const [sizes = [], ...rows] = (() => {
    const text = textOf('docs/reference/performance.md')
    const header = '| times the change in place |'
    const [, first = ''] = /^\| times the change in place \|(.*)\|$/m.exec(text) ?? []
    return [first.split('|').map((cell) => cell.trim()), ...tableOf(text, header)]
  })()
  const figure = (name: string, size: string): number => Number(rows.find(([row]) => row === name)?.[sizes.indexOf(size) + 1])

  test('of the comparison are those of the benchmark', () => {
    const [, , actors, , own] = compared.find(([row]) => row?.startsWith('a command of five')) ?? []
    expect([actors, own].map((cell) => Number(/^[\d.]+/.exec(cell ?? '')?.[0]))).toStrictEqual([
      figure('XState actors', '1,000'),
      figure('resource share, apply', '1,000')
    ])
  })

  test('of what a command costs among many follow from it', () => {
    const [, times] =
      /Among 100,000 associations a command costs ([\d.]+) times what it costs among ten\./.exec(readme.replace(/\s+/g, ' ')) ??
      []
    const timeOf = (size: string) => figure('resource share, apply', size) * figure('in place, in microseconds', size)
    expect(Number(times)).toBe(Number((timeOf('100,000') / timeOf('10')).toFixed(1)))
  })

  test('are these, and no others', () => {
    const said = readme.slice(readme.indexOf('## Beside the alternatives'), readme.indexOf('## What is in the package'))
    const numbers = said.replace(/\]\([^)]*\)/g, '').match(/\d[\d.,]*\d|\d/g) ?? []
    expect(numbers.filter((number) => !['48', '96', '1,000', '100,000'].includes(number))).toHaveLength(3)
  })
})
