/** The chosen association: where it stands in its lifecycle, where it can go from there, and how. */
import { useLayoutEffect, useRef } from 'preact/hooks'
import type { Action } from '../model/actions.ts'
import { actionsOf } from '../model/actions.ts'
import { descriptionOf, waysOut } from '../model/lifecycle.ts'
import type { View } from '../model/operation.ts'
import { momentOf } from '../model/session.ts'
import { expiryText, goneText, sinceText } from '../model/words.ts'
import type { DeskProps } from './DeskView.tsx'
import { Diagram } from './Diagram.tsx'
import { Status } from './Status.tsx'
import { VerdictHere } from './Verdict.tsx'

interface ActionProps extends Pick<DeskProps, 'dispatch'> {
  readonly action: Action
  readonly onSent: () => void
}

const ActionRow = ({ action, dispatch, onSent }: ActionProps) => {
  const { type, remark, draft, caller } = action
  const onSend = () => {
    onSent()
    dispatch({ do: 'send', draft, ...(caller === undefined ? {} : { caller }) })
  }
  const onEdit = () => {
    dispatch({ do: 'fill', operation: type, draft })
    document.getElementById('request')?.focus()
  }
  return (
    <li>
      <button type="button" class="do" onClick={onSend}>
        {type}
      </button>
      <span class="more">
        {remark !== undefined && <span class="hint"> {remark} </span>}
        {caller !== undefined && <span class="hint"> as the invited account </span>}
        <button type="button" class="link" aria-label={`Edit first: ${type}`} onClick={onEdit}>
          Edit first
        </button>
      </span>
    </li>
  )
}

/** What has been sent may not be on offer any more; whoever works by keyboard is then led to what it came to. */
const useFocusKept = () => {
  const title = useRef<HTMLHeadingElement>(null)
  const isSent = useRef(false)
  useLayoutEffect(() => {
    if (isSent.current && document.activeElement === document.body) title.current?.focus()
    isSent.current = false
  })
  const onSent = () => {
    isSent.current = true
  }
  return { title, onSent }
}

export const Chosen = ({ desk, view, dispatch }: DeskProps & { readonly view: View }) => {
  const { session } = desk
  const { chosen, gone } = view
  const { title, onSent } = useFocusKept()
  const { now } = momentOf(session)
  const association = chosen?.isContainer === false ? chosen : undefined
  const ways = association === undefined ? [] : waysOut(association, now)
  const expiry = chosen === undefined ? undefined : expiryText(chosen, now)
  const ofContainer = gone === undefined ? 'This holds associations. Choose one of them to see it in the diagram.' : undefined
  const description = association === undefined ? ofContainer : descriptionOf(association.status)
  const isSharing = session.system.name === 'resource-sharing'
  const actions = actionsOf(session.system.name, view, now)
  return (
    <section class="card chosen" aria-labelledby="chosen-title">
      <h2 id="chosen-title" ref={title} tabIndex={-1}>
        Lifecycle
      </h2>
      <div class="where-it-stands" aria-live="polite">
        {chosen === undefined ? (
          <p class="empty">
            There is no association yet. Make {isSharing ? 'a share' : 'a policy'}, and bring something into it.
          </p>
        ) : (
          <>
            <h3>
              <span class="kind">{chosen.kind}</span> <span class="id">{chosen.id}</span>
            </h3>
            <p>
              <Status life={chosen} /> {gone === undefined ? sinceText(chosen, now) : goneText(gone, now)}
              {expiry !== undefined && <span class="expiry">; {expiry}</span>}
            </p>
            {description !== undefined && <p class="description">{description}</p>}
          </>
        )}
      </div>
      {actions.length > 0 && (
        <ul class="actions" aria-label="What can be done">
          {actions.map((action) => (
            <ActionRow key={action.type} action={action} dispatch={dispatch} onSent={onSent} />
          ))}
        </ul>
      )}
      <VerdictHere desk={desk} from="actions" />
      <Diagram status={association?.status} ways={ways} />
      {ways.length > 0 && (
        <>
          <h3>Ways out of {association?.status}</h3>
          <dl class="ways">
            {ways.map(({ event, to, what, closed }) => (
              <div key={event} class={closed === undefined ? 'open' : 'closed'}>
                <dt>
                  {event} → {to}
                  {closed !== undefined && <span class="hint"> {closed}</span>}
                </dt>
                <dd>{what}</dd>
              </div>
            ))}
          </dl>
        </>
      )}
    </section>
  )
}
