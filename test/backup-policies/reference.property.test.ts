/** The library against a reference model that was written from the specification alone: after every step nobody can tell them apart. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { messyCommand } from '../../src/testing/backup-policies/messy-requests.ts'
import { brokenCommand, historyWithBroken, hostileCommand, hostileRequest } from './arbitraries.ts'
import { compareAnything, compareRun, type Tally } from './reference/compare.ts'
import { statuses } from './reference/shape.ts'

/** More runs by hand, now and then: REFERENCE_RUNS=50000. */
const numRuns = Number(process.env.REFERENCE_RUNS ?? 300)
const timeout = 120_000 + numRuns * 60

it('gives the same results as the reference model', { timeout }, () => {
  fc.assert(
    fc.property(historyWithBroken(30), (steps) => compareRun(steps, new Map())),
    { numRuns }
  )
})

it('answers commands that break one rule or several as the reference model does', { timeout }, () => {
  fc.assert(
    fc.property(fc.oneof(brokenCommand, messyCommand), (command) => compareAnything(command, {}, new Map())),
    { numRuns: numRuns * 2 }
  )
})

it('answers anything as the reference model does', { timeout }, () => {
  fc.assert(
    fc.property(hostileCommand, hostileRequest, (command, request) => compareAnything(command, request, new Map())),
    { numRuns }
  )
})

it('compares every code that a command can be refused with, every failure and every event', () => {
  const tally: Tally = new Map()
  fc.assert(
    fc.property(historyWithBroken(30), (steps) => compareRun(steps, tally)),
    { numRuns: 200, seed: 20201204 }
  )
  if (process.env.REFERENCE_TALLY)
    console.log(
      [...tally]
        .sort()
        .map((entry) => entry.join(' '))
        .join('\n')
    )
  const reached = [...tally.keys()].sort()
  expect(reached).toEqual(expect.arrayContaining([...Object.keys(statuses), 'moved', 'did, and nothing happened']))
  expect(reached.filter((name) => name.startsWith('failure '))).toEqual(['failure NotAssociated', 'failure PolicyFull'])
  expect(reached.filter((name) => name.startsWith('event '))).toHaveLength(7)
})
