/** The states of an association and the ways out of them, from the machine's own definition. */
import { lifecycle } from 'association-lifecycle'
import type { Life } from 'association-lifecycle/scenarios'
import { lengthText } from './words.ts'

/** A way out of a state. */
export interface Way {
  readonly event: string
  readonly to: string
  readonly what: string
  /** Why it is not open now; absent where it is. */
  readonly closed?: string
}

const states = lifecycle.associationMachine.root.states

const nodeOf = (status: string) => Object.values(states).find(({ key }) => key === status)

/** What the machine says of a state. */
export const descriptionOf = (status: string): string => nodeOf(status)?.description ?? ''

/** What the systems add to the machine: an open invitation is answered first, and only it can be withdrawn. */
const closedByInvitation = (event: string, { status, tone }: Life): Pick<Way, 'closed'> => {
  if (status !== 'Associating' || (tone === 'waiting') === (event === 'associationCancelled')) return {}
  return { closed: tone === 'waiting' ? 'once the invitation is accepted' : 'only while an invitation is open' }
}

const closedFor = (guard: unknown, { mayGoFrom, remark }: Life, now: number): Pick<Way, 'closed'> => {
  if (guard === 'retentionFloorPassed' && mayGoFrom !== undefined && mayGoFrom > now)
    return { closed: `in ${lengthText(mayGoFrom - now)}` }
  if (guard === 'canRetryDisassociation' && remark !== 'Disassociate') return { closed: 'only after a failed disassociation' }
  return {}
}

/** The ways out of the state that an association is in; the actors' own timers are none of them. */
export const waysOut = (life: Life, now: number): readonly Way[] =>
  Object.entries(nodeOf(life.status)?.on ?? {})
    .filter(([event]) => !event.includes('.'))
    .flatMap(([event, transitions]) =>
      transitions.map(({ target, guard, description }) => ({
        event,
        to: target?.[0]?.key ?? life.status,
        what: description ?? '',
        ...closedByInvitation(event, life),
        ...closedFor(guard, life, now)
      }))
    )
