/** The conformance suite: the right backend passes, and every fault is found with what it does by default. */
import { describe, expect, test } from 'vitest'
import { backupPolicies } from '../../../src/index.ts'
import { send } from '../../../src/testing/backup-policies/model.ts'
import { backupPolicies as kit, Nonconformance } from '../../../src/testing/index.ts'
import { backendOf } from '../wrong.ts'
import { wrongBackends } from './wrong-backends.ts'

/** What the host alone can know, and what one of several resources fails with. */
const ofHost = ['0002', '0003', '0008', '0009', '0204', '0206', '0213'].map((number) => `AutoBackup.${number}`)
const decided = Object.keys(backupPolicies.errors)
  .filter((code) => code.startsWith('AutoBackup.') && !ofHost.includes(code))
  .sort()

const foundIn = async (name: string): Promise<Nonconformance> => {
  const fault = wrongBackends[name]
  if (fault === undefined) throw new Error(`no fault ${name}`)
  try {
    await kit.conformance(backendOf(fault(send)), { seed: 1 })
  } catch (error) {
    if (error instanceof Nonconformance) return error
    throw error
  }
  throw new Error(`the fault was not found: ${name}`)
}

test('the right backend passes, and every code is met on the way', async () => {
  const { codes, accepted, histories } = await kit.conformance(backendOf(send), { numRuns: 1_500, seed: 1, sameMessages: true })
  expect(histories).toBe(1_500)
  expect(Object.keys(codes).sort()).toStrictEqual(decided)
  expect(Object.keys(accepted)).toContain('DeleteBackupPolicy')
})

describe('a backend is found out that', () => {
  test.each(Object.keys(wrongBackends))('%s', async (name) => {
    const { calls, difference } = await foundIn(name)
    expect(difference).toMatch(/^expected /)
    expect(calls.length).toBeLessThan(12)
  })
})
