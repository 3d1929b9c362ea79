/** The slider over the steps of the session. Going back changes nothing; only doing something there does. */
import type { DeskAction } from '../model/desk.ts'
import { isInPast, outcomeOf, type Session } from '../model/session.ts'
import { announcement } from '../model/words.ts'

interface Props {
  readonly session: Session
  readonly dispatch: (action: DeskAction) => void
}

const plural = (count: number): string => `${count} ${count === 1 ? 'step' : 'steps'}`

/** What is to know before doing something here, or after having done it. */
const noticeOf = (session: Session): string | undefined => {
  const { outcomes, position, cut } = session
  const later = outcomes.length - position
  if (isInPast(session))
    return `You look at the past: a new step here cuts off ${later === 1 ? 'the step' : `the ${later} steps`} after it.`
  if (cut > 0) return `The new step has cut off ${plural(cut)}.`
  return undefined
}

export const TimeTravel = ({ session, dispatch }: Props) => {
  const { position, outcomes } = session
  const notice = noticeOf(session)
  const text = announcement(outcomeOf(session), position, outcomes.length)
  const go = (to: number) => dispatch({ do: 'travel', to })
  const bringBack = () => {
    // The button goes with its notice.
    document.getElementById('step')?.focus()
    dispatch({ do: 'undo' })
  }
  return (
    <section class="travel" aria-labelledby="travel-title">
      <h2 id="travel-title">Time travel</h2>
      <div class="slide">
        <button type="button" aria-label="Previous step" aria-disabled={position === 0} onClick={() => go(position - 1)}>
          <span aria-hidden="true">←</span>
        </button>
        <input
          type="range"
          id="step"
          aria-label="Step"
          min={0}
          max={outcomes.length}
          step={1}
          value={position}
          aria-valuetext={text}
          onInput={(event) => go(Number(event.currentTarget.value))}
        />
        <button
          type="button"
          aria-label="Next step"
          aria-disabled={position === outcomes.length}
          onClick={() => go(position + 1)}
        >
          <span aria-hidden="true">→</span>
        </button>
        <button type="button" aria-disabled={!isInPast(session)} onClick={() => go(outcomes.length)}>
          Now
        </button>
        <span class="where">
          {position} / {outcomes.length}
        </span>
      </div>
      <p class="notice" role="status">
        {notice}
        {notice !== undefined && !isInPast(session) && (
          <button type="button" class="link" onClick={bringBack}>
            Bring back what was cut
          </button>
        )}
      </p>
    </section>
  )
}
