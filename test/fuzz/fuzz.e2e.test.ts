/** Bad input in bulk: a short run of all targets, and that a failure is told with what brings it back. */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { expect, test } from 'vitest'

interface Target {
  readonly name: string
  readonly share: number
  readonly arbitrary: (seed: number) => fc.Arbitrary<unknown>
  readonly probe: (given: never) => string
}

interface Failure {
  readonly target: string
  readonly seed: number
  readonly error: string
  readonly input: string
}

interface Outcome {
  readonly inputs: number
  readonly totals: ReadonlyMap<string, { readonly inputs: number; readonly met: ReadonlySet<string> }>
  readonly failures: readonly Failure[]
}

type Fuzz = (targets: readonly Target[], options: { firstSeed: number; isOver: () => boolean }) => Outcome

const module = new URL('fuzz.mjs', import.meta.url).href
const { fuzz } = (await import(/* @vite-ignore */ module)) as { fuzz: Fuzz }

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

test('a short run of all entry points finds nothing', () => {
  const { status, stdout } = start('--seconds', '0', '--seed', '1')
  expect(stdout).toMatch(/^[\d,]+ inputs from seed 1 on, 0 failures$/m)
  expect(status).toBe(0)
  for (const target of ['commands', 'queries', 'wire', 'stored texts'])
    for (const system of ['resource sharing', 'backup policies']) expect(stdout).toContain(`${system}: ${target}: 2,000 inputs`)
  expect(stdout).toContain('scenario files: 100 inputs')
  for (const code of ['DisassociateInvalid', 'UnknownStatus', 'AutoBackup.0221', 'no scenario']) expect(stdout).toContain(code)
})

test('one target alone; what it does not know is said', () => {
  expect(start('--seconds', '0', '--only', 'lifecycle: step').stdout).toMatch(
    /^lifecycle: step: 2,000 inputs.*\n.*\n\n2,000 inputs/
  )
  expect(start('--only', 'lamps')).toMatchObject({ status: 2, stderr: expect.stringContaining('scenario files') })
  expect(start('--seconds', 'many')).toMatchObject({ status: 2, stderr: '--seconds must be a number; it is many\n' })
})
