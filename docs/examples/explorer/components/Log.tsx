/** The log: a line for each step, with what it came to. Each line leads to its moment. */
import { Fragment } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import type { DeskAction } from '../model/desk.ts'
import type { Session } from '../model/session.ts'
import { expectationsOf, lengthText, resultText, stepText, subjectText, verdictOf } from '../model/words.ts'

interface Props {
  readonly session: Session
  readonly dispatch: (action: DeskAction) => void
}

/** A long code has places of its own where a line can end: between its words. */
const Breakable = ({ text }: { readonly text: string }) => (
  <>
    {text.split(/(?<=[a-z.])(?=[A-Z])/).map((word, at) => (
      <Fragment key={at}>
        {at > 0 && <wbr />}
        {word}
      </Fragment>
    ))}
  </>
)

export const Log = ({ session, dispatch }: Props) => {
  const { outcomes, position, system, scenario } = session
  const { title, note } = scenario
  const expectations = expectationsOf(outcomes)
  const [firstUnmet] = expectations?.unmet ?? []
  const list = useRef<HTMLOListElement>(null)

  // Where one looks stays in sight, without moving the page.
  useEffect(() => {
    const line = list.current?.children[position]
    if (!(line instanceof HTMLElement) || list.current === null) return
    const { offsetTop, offsetHeight } = line
    const { scrollTop, clientHeight } = list.current
    if (offsetTop < scrollTop) list.current.scrollTop = offsetTop
    else if (offsetTop + offsetHeight > scrollTop + clientHeight) list.current.scrollTop = offsetTop + offsetHeight - clientHeight
  }, [position])

  const current = (at: number) => (at === position ? { 'aria-current': 'step' as const } : {})
  return (
    <section class="card log" aria-labelledby="log-title">
      <h2 id="log-title">Log</h2>
      {title !== undefined && <p class="title">{title}</p>}
      {note !== undefined && (
        <details>
          <summary>About this scenario</summary>
          <p class="hint">{note}</p>
        </details>
      )}
      {expectations !== undefined && (
        <p class={`expectations ${firstUnmet === undefined ? 'met' : 'unmet'}`}>
          {expectations.text}
          {firstUnmet !== undefined && (
            <button type="button" class="link" onClick={() => dispatch({ do: 'travel', to: firstUnmet })}>
              Show step {firstUnmet}
            </button>
          )}
        </p>
      )}
      <ol ref={list}>
        <li>
          <button type="button" class="line" onClick={() => dispatch({ do: 'travel', to: 0 })} {...current(0)}>
            <span class="at">0</span> <span class="step">Start</span>
          </button>
        </li>
        {outcomes.map((outcome, at) => (
          <li key={at} class={at >= position ? 'later' : ''}>
            <button type="button" class="line" onClick={() => dispatch({ do: 'travel', to: at + 1 })} {...current(at + 1)}>
              <span class="at">{at + 1}</span>{' '}
              <span class="step">
                <Breakable text={stepText(outcome)} />
              </span>{' '}
              <span class="came-to">
                <span class={`result ${verdictOf(outcome)}`}>
                  <Breakable text={resultText(outcome)} />
                </span>{' '}
                <span class="subject">{subjectText(outcome, system)}</span>
              </span>{' '}
              <span class="when">after {lengthText(outcome.elapsedMs)}</span>
            </button>
          </li>
        ))}
      </ol>
    </section>
  )
}
