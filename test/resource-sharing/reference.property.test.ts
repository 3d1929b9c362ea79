/** The library against a reference model that was written from the specification alone: after every step nobody can tell them apart. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { resourceSharing } from '../../src/index.ts'
import { compareAnything, compareRun, type Tally } from './reference/compare.ts'
import { oddCommands, oddRequests, runs } from './reference/steps.ts'

/** More runs by hand, now and then: REFERENCE_RUNS=50000. */
const numRuns = Number(process.env.REFERENCE_RUNS ?? 700)

it('gives the same results as the reference model', { timeout: 120_000 + numRuns * 60 }, () => {
  fc.assert(
    fc.property(runs, (run) => compareRun(run, new Map())),
    { numRuns }
  )
})

it('answers anything as the reference model does', () => {
  fc.assert(
    fc.property(oddCommands, oddRequests, (command, request) => compareAnything(command, request, new Map())),
    { numRuns }
  )
})

it('compares every code that a command or the list query can give, every status and every event', () => {
  const tally: Tally = new Map()
  fc.assert(
    fc.property(runs, (run) => compareRun(run, tally)),
    { numRuns: 500, seed: 20201204 }
  )
  if (process.env.REFERENCE_TALLY)
    console.log(
      [...tally]
        .sort()
        .map((entry) => entry.join(' '))
        .join('\n')
    )
  const reached = [...tally.keys()].sort()
  expect(reached).toEqual(expect.arrayContaining(Object.keys(resourceSharing.errors)))
  expect(reached.filter((name) => name.startsWith('event '))).toHaveLength(16)
  expect(reached.filter((name) => name.startsWith('status '))).toEqual([
    'status Associated',
    'status Associating',
    'status Disassociated',
    'status Disassociating',
    'status Failed (Associate)',
    'status Failed (Disassociate)'
  ])
  expect(reached.filter((name) => name.startsWith('invitation '))).toEqual([
    'invitation AcceptFailed',
    'invitation Accepted',
    'invitation Cancelled',
    'invitation Expired',
    'invitation Pending',
    'invitation Rejected'
  ])
})
