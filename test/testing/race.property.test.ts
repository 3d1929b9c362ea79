/** Races: backends that let nothing come between pass, and each way of letting it is found. */
import { describe, expect, test } from 'vitest'
import { send as sendToProjects } from '../../src/testing/backup-policies/model.ts'
import type { Backend } from '../../src/testing/conformance.ts'
import { backupPolicies, Nonconformance, resourceSharing } from '../../src/testing/index.ts'
import type { Model, States } from '../../src/testing/model.ts'
import { send as sendToShares } from '../../src/testing/resource-sharing/model.ts'
import { backendOf } from './wrong.ts'

type Make = <State, Facts>(send: Model<State, Facts>) => Backend<Facts>

/** Keeps states, with a way to load and to store. */
const withStore = <State, Facts>(
  _: Model<State, Facts>,
  sendWith: (store: { states: States<State> }) => Backend<Facts>['send']
): Backend<Facts> => {
  const store: { states: States<State> } = { states: new Map() }
  return {
    send: sendWith(store),
    reset: () => {
      store.states = new Map()
    }
  }
}

const right: Readonly<Record<string, Make>> = {
  'does one thing after the other': (send) =>
    withStore(send, (store) => {
      let last: Promise<unknown> = Promise.resolve()
      return (command, facts, { pause }) => {
        const turn = last.then(async () => {
          await pause()
          const sent = send(store.states, command, facts)
          await pause()
          store.states = sent.states
          await pause()
          return sent.result
        })
        last = turn
        return turn
      }
    }),
  'stores only what nobody has changed, and tries again otherwise': (send) =>
    withStore(send, (store) => async (command, facts, { pause }) => {
      for (;;) {
        const loaded = store.states
        await pause()
        const sent = send(loaded, command, facts)
        if (store.states !== loaded) continue
        store.states = sent.states
        await pause()
        return sent.result
      }
    })
}

const wrong: Readonly<Record<string, Make>> = {
  'stores over what somebody else has stored': (send) =>
    withStore(send, (store) => async (command, facts, { pause }) => {
      const loaded = store.states
      await pause()
      const sent = send(loaded, command, facts)
      store.states = sent.states
      return sent.result
    }),
  'decides on what it has read before': (send) =>
    withStore(send, (store) => async (command, facts, { pause }) => {
      const { result } = send(store.states, command, facts)
      await pause()
      store.states = send(store.states, command, facts).states
      return result
    }),
  'answers before it has stored': (send) =>
    withStore(send, (store) => (command, facts, { pause }) => {
      const { result } = send(store.states, command, facts)
      void pause()
        .then(pause)
        .then(() => {
          store.states = send(store.states, command, facts).states
        })
      return result
    })
}

const systems = {
  'Resource Sharing': (make: Make) => resourceSharing.race(make(sendToShares), { seed: 1 }),
  'backup policies': (make: Make) => backupPolicies.race(make(sendToProjects), { seed: 1 })
}

describe.each(Object.entries(systems))('%s', (_, race) => {
  test.each(Object.entries(right))('a backend passes that %s', async (__, make) => {
    const { races, overlapping } = await race(make)
    expect(races).toBe(400)
    expect(overlapping).toBeGreaterThan(400)
  })

  test('a backend without anything to wait for passes, and nothing overlaps', async () => {
    expect(await race(backendOf)).toMatchObject({ races: 400, overlapping: 0 })
  })

  test.each(Object.entries(wrong))('a backend is found out that %s', async (__, make) => {
    const found = await race(make).catch((error: unknown) => error)
    if (!(found instanceof Nonconformance)) throw new Error('the fault was not found')
    expect(found.message).toContain('  afterwards:')
    expect(JSON.parse(found.scenario)).toMatchObject({ version: 1 })
  })

  test('what is found names both clients, and when each call began and ended', async () => {
    const make = wrong['stores over what somebody else has stored']
    const found = make && (await race(make).catch((error: unknown) => error))
    expect(found).toMatchObject({ difference: expect.stringContaining('no serial order') })
    expect(String(found)).toMatch(/client 1, from \d+ to \d+:/)
    expect(String(found)).toMatch(/client 2, from \d+ to \d+:/)
  })
})

test('a backend that is wrong without a race is told so', async () => {
  const backend = { send: () => ({ ok: true, reply: {} }), reset: () => {} }
  const found = await resourceSharing.race(backend).catch((error: unknown) => error)
  expect(found).toMatchObject({ difference: expect.stringContaining('before anything ran at once') })
})
