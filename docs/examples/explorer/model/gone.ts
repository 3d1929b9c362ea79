/** A life that one has seen and that is not there any more: what it was, when it went and by what. */
import type { Life, Outcome } from 'association-lifecycle/scenarios'
import { livesOf, type Session } from './session.ts'

export interface Gone {
  /** With the state that the lifecycle ends in, since then. */
  readonly life: Life
  /** The step that deleted it; absent where its time was over for every reader. */
  readonly by?: Outcome
}

const hasKey =
  (key: string) =>
  (life: Life): boolean =>
    life.key === key

const ended = ({ key, container, isContainer, kind, id }: Life, since: number): Life => ({
  key,
  container,
  isContainer,
  kind,
  id,
  status: isContainer ? 'Gone' : 'Expired',
  tone: 'ended',
  since
})

/** How something was last seen before the place where one looks, and how it went; `undefined` where it is there, or has never been. */
export const goneFrom = (session: Session, key: string): Gone | undefined => {
  if (livesOf(session).some(hasKey(key))) return undefined
  const past = session.outcomes.slice(0, session.position)
  const last = past.findLastIndex(({ lives }) => lives().some(hasKey(key)))
  const [seen, by] = [past[last]?.lives().find(hasKey(key)), past[last + 1]]
  if (seen === undefined || by === undefined) return undefined
  if (by.kind !== 'clock') return { life: ended(seen, by.now), by }
  const passage = by.passed.findLast(({ changes }) => changes.some(({ what, life }) => what === 'gone' && life.key === key))
  return { life: ended(seen, passage?.now ?? by.now) }
}
