/** A host without actors is shown as the actors that it would be: what an onlooker is told of both is the same, and in the same order. */
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createActor } from 'xstate'
import { inspectBackupPolicies, inspectResourceSharing } from '../../../src/hosting/inspector/index.ts'
import { backupPolicies, resourceSharing } from '../../../src/index.ts'
import * as policies from '../../backup-policies/arbitraries.ts'
import { project } from '../../backup-policies/support.ts'
import { history } from '../../resource-sharing/arbitraries.ts'
import { start } from '../../resource-sharing/support.ts'
import { onlooker, type Told } from './support.ts'

beforeEach(() => {
  vi.useFakeTimers({ now: start })
})
afterEach(() => {
  vi.useRealTimers()
})

const isRoot = (id: string) => !id.startsWith('association/')

/** What only one of the two tells: the actors' own wake-ups and ends, and the first look at an aggregate. */
const isOwn = ({ kind, id, event }: Told): boolean =>
  event?.type === 'clock.woken' ||
  event?.type.startsWith('xstate.done.') === true ||
  (isRoot(id) && (kind === 'actor' || event?.type === 'loaded' || event?.type === 'xstate.init'))

/** An aggregate's actor has whatever id it was given, and a running actor no snapshot when it is registered. */
const comparable = (told: readonly Told[]): Told[] =>
  told
    .filter((one) => !isOwn(one))
    .map(({ id, parent, source, value, ...rest }) => ({
      ...rest,
      id: isRoot(id) ? 'root' : id,
      ...(parent !== undefined && { parent: 'root' }),
      ...(source !== undefined && { source: 'root' }),
      ...(rest.kind === 'snapshot' && { value })
    }))

test('the share', () => {
  fc.assert(
    fc.property(history(14), (steps) => {
      vi.setSystemTime(start)
      const ofActor = onlooker()
      const ofHost = onlooker()
      const actor = createActor(resourceSharing.resourceShareMachine, { inspect: ofActor.inspect }).start()
      const host = inspectResourceSharing(ofHost.inspect)
      let state = resourceSharing.initialState
      for (const { command, facts } of steps) {
        ofActor.take()
        ofHost.take()
        vi.setSystemTime(Math.max(Date.now(), facts.now))
        actor.send({ ...(command as resourceSharing.ResourceSharingCommand), facts })
        state = host.apply(state, command as resourceSharing.ResourceSharingCommand, facts).state
        expect(comparable(ofHost.take())).toStrictEqual(comparable(ofActor.take()))
      }
      actor.stop()
    }),
    { numRuns: 150 }
  )
})

test('the policies of a project', () => {
  fc.assert(
    fc.property(policies.history(14), (steps) => {
      vi.setSystemTime(start)
      const ofActor = onlooker()
      const ofHost = onlooker()
      const actor = createActor(backupPolicies.backupPoliciesMachine, { inspect: ofActor.inspect }).start()
      const host = inspectBackupPolicies(ofHost.inspect)
      let state = backupPolicies.initialState
      let now = start
      for (const step of steps) {
        ofActor.take()
        ofHost.take()
        now = policies.moveClock(now, step.clock, [])
        const facts = { ...policies.factsAt(step, now), projectId: project }
        vi.setSystemTime(Math.max(Date.now(), now))
        actor.send({ ...(step.command as unknown as backupPolicies.BackupPoliciesCommand), facts })
        state = host.apply(state, step.command as unknown as backupPolicies.BackupPoliciesCommand, facts).state
        expect(comparable(ofHost.take())).toStrictEqual(comparable(ofActor.take()))
      }
      actor.stop()
    }),
    { numRuns: 150 }
  )
})
