/** The public names of `lifecycle` and their types. Checked by the compiler. */
import { expectTypeOf } from 'vitest'
import { createActor, type SnapshotFrom } from 'xstate'
import { lifecycle } from '../../src/index.ts'

type Status = 'Associating' | 'Associated' | 'Disassociating' | 'Disassociated' | 'Failed'
declare const record: lifecycle.AssociationRecord
declare const snapshot: SnapshotFrom<typeof lifecycle.associationMachine>

expectTypeOf(record).toEqualTypeOf<{
  readonly status: Status
  readonly createTime: number
  readonly updateTime: number
  readonly message?: string
  readonly failedOperation?: 'Associate' | 'Disassociate'
  readonly expiresFrom?: number
  readonly expiresBy?: number
}>()

expectTypeOf(lifecycle.step).parameters.toEqualTypeOf<
  [lifecycle.AssociationRecord | undefined, lifecycle.AssociationEvent, number]
>()
const stepped = lifecycle.step(record, { type: 'associationFailed', reason: 'why', retention: { floorMs: 1, ceilingMs: 2 } }, 0)
if (stepped.ok) expectTypeOf(stepped.record).toEqualTypeOf<lifecycle.AssociationRecord | undefined>()
else
  expectTypeOf(stepped.error).toEqualTypeOf<{ readonly status: 409; readonly code: 'SignalRejected'; readonly message: string }>()
// @ts-expect-error no such event
lifecycle.step(record, { type: 'vanish' }, 0)
// @ts-expect-error time is a number
lifecycle.step(record, { type: 'expire' }, new Date())

expectTypeOf(lifecycle.nextDeadline(record)).toEqualTypeOf<{ earliest: number; latest: number } | undefined>()
expectTypeOf(lifecycle.isLive(record)).toEqualTypeOf<boolean>()
expectTypeOf(lifecycle.isTerminal(record)).toEqualTypeOf<boolean>()
expectTypeOf(lifecycle.isSettled(record)).toEqualTypeOf<boolean>()
expectTypeOf(lifecycle.defaultRetention).toEqualTypeOf<{ readonly floorMs: number; readonly ceilingMs: number }>()
expectTypeOf(lifecycle.toRecord(snapshot)).toEqualTypeOf<lifecycle.AssociationRecord | undefined>()
expectTypeOf(lifecycle.toSnapshot(record)).toEqualTypeOf<SnapshotFrom<typeof lifecycle.associationMachine>>()

const actor = createActor(lifecycle.associationMachine, { input: { now: 0, retention: { floorMs: 1, ceilingMs: 2 } } })
actor.send({ type: 'associationFailed', reason: 'why', at: 5 })
createActor(lifecycle.associationMachine, { snapshot: actor.getPersistedSnapshot() })
expectTypeOf(actor.getSnapshot().value).toEqualTypeOf<Status | 'Expired'>()
// @ts-expect-error no such event
actor.send({ type: 'vanish' })
