import { expect, test } from 'vitest'
import { memoryStore } from '../../../src/hosting/runtime/memory.ts'
import { watch } from '../../../src/hosting/serve/watch.ts'

test('what somebody else has to deliver is not settled before it is', async () => {
  const store = memoryStore()
  const { settled } = watch(store)
  const isSettled = () => settled({ systems: ['system'], now: () => 0, parked: new Map(), giveUp: AbortSignal.abort() })
  const key = { system: 'system', id: 'id' }
  await store.append({ key, expectedVersion: 0, events: ['{}'], nextDeadline: undefined, labels: [] })
  await store.hold('system', { holder: 'other', now: 0, until: 1_000, limit: 1 })
  expect(await isSettled()).toBe(false)
  await store.acknowledge(key, { holder: 'other', version: 1, until: 0 })
  expect(await isSettled()).toBe(true)
})
