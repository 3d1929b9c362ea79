/** The conformance suite: the right backend passes, and every fault is found with what it does by default. */
import { describe, expect, test } from 'vitest'
import { resourceSharing } from '../../../src/index.ts'
import { resourceSharing as kit, Nonconformance } from '../../../src/testing/index.ts'
import { send } from '../../../src/testing/resource-sharing/model.ts'
import { backendOf } from '../wrong.ts'
import { wrongBackends } from './wrong-backends.ts'

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
  expect(Object.keys(codes).sort()).toStrictEqual(Object.keys(resourceSharing.errors).sort())
  expect(Object.keys(accepted)).toContain('DisassociationFailed')
})

describe('a backend is found out that', () => {
  test.each(Object.keys(wrongBackends))('%s', async (name) => {
    const { calls, difference } = await foundIn(name)
    expect(difference).toMatch(/^expected /)
    expect(calls.length).toBeLessThan(12)
  })
})
