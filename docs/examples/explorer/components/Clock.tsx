/** The simulated clock, and how to let time pass. */
import { formatInstant, nextChange } from 'association-lifecycle/scenarios'
import { useState } from 'preact/hooks'
import { livesOf, momentOf } from '../model/session.ts'
import { lengthText } from '../model/words.ts'
import type { DeskProps } from './DeskView.tsx'
import { Fault, faultyProps } from './Fault.tsx'

const hours = [1, 48, 96]

export const Clock = ({ desk, dispatch }: DeskProps) => {
  const [duration, setDuration] = useState('30m')
  const { session, fault } = desk
  const { now } = momentOf(session)
  const next = nextChange(livesOf(session), now)
  const isToCome = Number.isFinite(next)

  const onSubmit = (event: Event) => {
    event.preventDefault()
    // `4 h` is as good as `4h`.
    const typed = duration.trim().replace(/(\d)\s+(?=[a-z])/g, '$1')
    dispatch({ do: 'clock', step: /^\d{4}-/.test(typed) ? { at: typed } : { advance: typed } })
  }

  return (
    <section class="clock" aria-labelledby="clock-title">
      <h2 id="clock-title">Clock</h2>
      <p class="now">
        <time dateTime={new Date(now).toISOString()}>{formatInstant(now)}</time> <span class="unit">UTC</span>{' '}
        <span class="elapsed">{lengthText(now - session.scenario.start)} since the start</span>
      </p>
      <div class="buttons">
        {hours.map((count) => (
          <button type="button" key={count} onClick={() => dispatch({ do: 'clock', step: { advance: `${count}h` } })}>
            +{count} h
          </button>
        ))}
        <button
          type="button"
          aria-disabled={!isToCome}
          aria-describedby="next-deadline"
          onClick={() => isToCome && dispatch({ do: 'clock', step: { at: next } })}
        >
          Next deadline
        </button>
        <span id="next-deadline" class="hint">
          {isToCome ? `in ${lengthText(next - now)}` : 'none: nothing changes by itself'}
        </span>
      </div>
      <form class="duration" onSubmit={onSubmit}>
        <label for="duration">Duration</label>
        <input
          id="duration"
          value={duration}
          size={12}
          autocomplete="off"
          spellcheck={false}
          title="A duration such as 4.306s, 48h, 1d 12h, or a time such as 2020-12-04T09:40:41.250Z"
          onInput={(event) => setDuration(event.currentTarget.value)}
          {...faultyProps('duration', fault)}
        />
        <button type="submit">Let it pass</button>
      </form>
      <Fault field="duration" fault={fault} />
    </section>
  )
}
