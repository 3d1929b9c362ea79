import fc from 'fast-check'
import type { AssociationEvent, AssociationRecord, Retention } from '../../src/lifecycle/index.ts'
import { eventTypes } from '../../src/testing/lifecycle.ts'

export const time = fc.integer({ min: -1_000, max: 1_000 })

export const retention: fc.Arbitrary<Retention> = fc
  .tuple(fc.nat(500), fc.nat(500))
  .map(([floorMs, more]) => ({ floorMs, ceilingMs: floorMs + more }))

export const event: fc.Arbitrary<AssociationEvent> = fc.record(
  { type: fc.constantFrom(...eventTypes), reason: fc.string(), retention },
  { requiredKeys: ['type'] }
)

/** Any record that the lifecycle can make. */
export const record: fc.Arbitrary<AssociationRecord> = fc
  .record({
    standing: fc.constantFrom('Associating', 'Associated', 'Disassociating', 'Disassociated', 'FailedA', 'FailedD'),
    createTime: time,
    alive: fc.nat(500),
    message: fc.option(fc.string(), { nil: undefined }),
    retention
  })
  .map(({ standing, createTime, alive, message, retention: { floorMs, ceilingMs } }) => {
    const times = { createTime, updateTime: createTime + alive }
    if (standing === 'Associating' || standing === 'Associated' || standing === 'Disassociating')
      return { status: standing, ...times }
    const deadlines = { expiresFrom: times.updateTime + floorMs, expiresBy: times.updateTime + ceilingMs }
    const why = message === undefined ? {} : { message }
    if (standing === 'Disassociated') return { status: standing, ...times, ...why, ...deadlines }
    const failedOperation = standing === 'FailedA' ? ('Associate' as const) : ('Disassociate' as const)
    return { status: 'Failed', ...times, ...why, failedOperation, ...deadlines }
  })
