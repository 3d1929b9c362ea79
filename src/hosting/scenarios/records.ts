/** How records of associations are shown, whichever system they belong to. */
import type { Fields } from '../../decider/values.ts'
import type { lifecycle } from '../../index.ts'
import type { Sent } from '../../testing/model.ts'
import type { Answer, Tone } from './system.ts'
import { toIso } from './time.ts'

/** What a status means at a glance. */
export const tones: Readonly<Record<lifecycle.AssociationStatus, Tone>> = {
  Associating: 'starting',
  Associated: 'live',
  Disassociating: 'ending',
  Disassociated: 'ended',
  Failed: 'failed'
}

/** When a record may go, and when it is gone. */
export const deadlinesOf = ({ expiresFrom, expiresBy }: { readonly expiresFrom?: number; readonly expiresBy?: number }) => ({
  ...(expiresFrom === undefined ? {} : { mayGoFrom: expiresFrom }),
  ...(expiresBy === undefined ? {} : { goneBy: expiresBy })
})

const timeFields = ['createTime', 'updateTime', 'expiresFrom', 'expiresBy', 'closesAt']

/** With the times of the library's own records as they are read. */
export const withReadableTimes = (record: object): Fields =>
  Object.fromEntries(
    Object.entries(record).map(([name, value]) => {
      if (timeFields.includes(name)) return [name, toIso(value as number)]
      return [name, name === 'invitation' ? withReadableTimes(value as object) : value]
    })
  )

/** The next deadline of a state as a query shows it: a list of one, or of none. */
export const readableDeadline = (at: number | undefined): (string | number)[] => (at === undefined ? [] : [toIso(at)])

/** What came of a call, with the documented reply where it is one of the wire. */
export const answerOf = (
  { result, events }: Pick<Sent<unknown, unknown>, 'result' | 'events'>,
  onWire: Pick<Answer, 'status' | 'body'> | undefined
): Answer => ({
  ok: result.ok,
  ...(result.ok ? {} : { code: result.error.code }),
  ...(onWire ?? { body: result.ok ? result.reply : result.error }),
  ...(result.ok && result.failures !== undefined && result.failures.length > 0 && { failures: result.failures }),
  events
})
