/** What came of the step that one looks at: the documented reply or error, and what the host would be told beside it. */
import { type Asked, type ClockMoved, formatInstant, type Outcome, type System } from 'association-lifecycle/scenarios'
import type { DeskAction } from '../model/desk.ts'
import { draftFrom } from '../model/draft.ts'
import { outcomeOf, type Session } from '../model/session.ts'
import { announcement, changeText, stepText } from '../model/words.ts'
import { Json } from './Json.tsx'
import { Verdict } from './Verdict.tsx'

const Answer = ({ outcome }: { readonly outcome: Asked }) => {
  const { answer, unmet, isExpected } = outcome
  return (
    <>
      <Verdict outcome={outcome} />
      {isExpected && unmet.length === 0 && <p class="hint">✓ as the scenario expects</p>}
      {unmet.length > 0 && (
        <div class="fault">
          <p>✗ not as the scenario expects</p>
          {unmet.map((line) => (
            <p key={line}>{line}</p>
          ))}
        </div>
      )}
      {answer.body !== undefined && <Json value={answer.body} label="Body" />}
      {answer.failures !== undefined && (
        <>
          <h3>Failures</h3>
          <Json value={answer.failures} label="Failures" />
        </>
      )}
      <h3>Events</h3>
      {answer.events.length === 0 ? (
        <p class="hint">None: nothing has changed.</p>
      ) : (
        <ol class="events">
          {answer.events.map((event, at) => {
            const { type, ...rest } = event
            return (
              <li key={`${at} ${type}`}>
                <details>
                  <summary>{type}</summary>
                  <Json value={rest} label={`${type} ${at + 1}`} />
                </details>
              </li>
            )
          })}
        </ol>
      )}
    </>
  )
}

const Passed = ({ outcome }: { readonly outcome: ClockMoved }) => {
  const changes = outcome.passed.flatMap(({ now, changes }) => changes.map((change) => ({ now, change })))
  if (changes.length === 0) return <p class="hint">Time has passed; nothing has changed by itself.</p>
  return (
    <ul class="changes">
      {changes.map(({ now, change }) => (
        <li key={`${now} ${change.what} ${change.life.key}`}>
          <time dateTime={new Date(now).toISOString()}>{formatInstant(now)}</time> {changeText(change)}
        </li>
      ))}
    </ul>
  )
}

const Body = ({ outcome }: { readonly outcome: Outcome }) => {
  if (outcome.kind === 'note') return null
  return outcome.kind === 'clock' ? <Passed outcome={outcome} /> : <Answer outcome={outcome} />
}

/** Signals and sweeps are no client's. */
const ByWhom = ({ outcome, system }: { readonly outcome: Asked; readonly system: System }) => {
  if (outcome.kind === 'signal') return <>a worker of the host</>
  if (outcome.kind === 'sweep') return <>the host</>
  return <span class="mono">{String(outcome.facts[system.callerFact])}</span>
}

/** Who asked for what: as it was sent, and ready to be sent again. */
const Sent = ({ outcome, session, dispatch }: Props & { readonly outcome: Asked }) => {
  const { system } = session
  const onAgain = () => {
    const draft = draftFrom(system.name, outcome)
    dispatch({ do: 'fill', operation: draft.operation, draft })
    document.getElementById('request')?.focus()
  }
  return (
    <>
      <p class="hint">
        by <ByWhom outcome={outcome} system={system} />
      </p>
      <details>
        <summary>What was sent</summary>
        <Json value={outcome.asked} label="What was sent" />
        <button type="button" onClick={onAgain}>
          Into the form
        </button>
      </details>
    </>
  )
}

interface Props {
  readonly session: Session
  readonly dispatch: (action: DeskAction) => void
}

export const Reply = ({ session, dispatch }: Props) => {
  const outcome = outcomeOf(session)
  return (
    <section class="card reply" aria-labelledby="reply-title">
      <h2 id="reply-title" tabIndex={-1}>
        Reply
      </h2>
      <p class="visually-hidden" role="status">
        {announcement(outcome, session.position, session.outcomes.length)}
      </p>
      {outcome === undefined ? (
        <p class="empty">This is the start: nothing has been sent yet.</p>
      ) : (
        <>
          <p class="of-what">{stepText(outcome)}</p>
          {outcome.note !== undefined && <p class="note">{outcome.note}</p>}
          {'answer' in outcome && <Sent outcome={outcome} session={session} dispatch={dispatch} />}
          <Body outcome={outcome} />
        </>
      )}
    </section>
  )
}
