/** The shares or policies, with what is in each, its status and how long it will be there. */
import type { Life } from 'association-lifecycle/scenarios'
import type { DeskAction } from '../model/desk.ts'
import { livesOf, momentOf } from '../model/session.ts'
import { expiryText } from '../model/words.ts'
import type { DeskProps } from './DeskView.tsx'
import { Status } from './Status.tsx'

interface RowProps {
  readonly life: Life
  readonly now: number
  readonly isChosen: boolean
  readonly dispatch: (action: DeskAction) => void
}

const Row = ({ life, now, isChosen, dispatch }: RowProps) => {
  const expiry = expiryText(life, now)
  return (
    <button
      type="button"
      class={`life ${life.isContainer ? 'container' : 'association'}`}
      aria-pressed={isChosen}
      onClick={() => dispatch({ do: 'choose', key: life.key })}
    >
      <span class="kind">{life.kind}</span> <span class="id">{life.id}</span> <Status life={life} />
      {life.count !== undefined && <span class="count"> {life.count === 1 ? '1 resource' : `${life.count} resources`}</span>}
      {expiry !== undefined && <span class="expiry"> {expiry}</span>}
    </button>
  )
}

interface Group {
  readonly id: string
  readonly container?: Life
  readonly members: readonly Life[]
}

/** Each container with its associations; what is left of a deleted one has none. */
const groupsOf = (lives: readonly Life[]): readonly Group[] =>
  [...new Set(lives.map(({ container }) => container))].map((id) => {
    const container = lives.find((life) => life.isContainer && life.container === id)
    const members = lives.filter((life) => !life.isContainer && life.container === id)
    return { id, members, ...(container === undefined ? {} : { container }) }
  })

export const Containers = ({ desk, dispatch }: DeskProps) => {
  const { session, chosen } = desk
  const { now } = momentOf(session)
  const isSharing = session.system.name === 'resource-sharing'
  const groups = groupsOf(livesOf(session))
  const row = (life: Life) => <Row key={life.key} life={life} now={now} isChosen={life.key === chosen} dispatch={dispatch} />
  return (
    <section class="card containers" aria-labelledby="containers-title">
      <h2 id="containers-title">{isSharing ? 'Shares' : 'Policies'}</h2>
      {groups.length === 0 && <p class="empty">There is nothing here {session.outcomes.length === 0 ? 'yet' : 'now'}.</p>}
      <ul class="groups">
        {groups.map(({ id, container, members }) => (
          <li key={id}>
            {container === undefined ? <p class="deleted">Deleted: {id}</p> : row(container)}
            {members.length > 0 && (
              <ul class="members" aria-label={`In ${id}`}>
                {members.map((life) => (
                  <li key={life.key}>{row(life)}</li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
