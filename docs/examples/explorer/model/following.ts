/** Follows a session with something that can only be told what is new, such as an inspector. */
import type { Outcome } from 'association-lifecycle/scenarios'
import type { Session } from './session.ts'

/**
 * Tells `tell` each outcome up to the place where one looks, once. Looking at what has been told already tells nothing. `false`: the session
 * has taken another turn than what has been told, which cannot be taken back.
 */
export const following = (tell: (outcome: Outcome) => void): ((session: Session) => boolean) => {
  let told: readonly Outcome[] = []
  return ({ outcomes, position }) => {
    if (told.some((outcome, at) => outcome !== outcomes[at])) return false
    if (position <= told.length) return true
    outcomes.slice(told.length, position).forEach(tell)
    told = outcomes.slice(0, position)
    return true
  }
}
