/** What came of a step, in a line: in the reply, and where it was sent. */
import type { Asked } from 'association-lifecycle/scenarios'
import type { Desk } from '../model/desk.ts'
import { outcomeOf } from '../model/session.ts'
import { statusText, stepText, verdictOf } from '../model/words.ts'

export const Verdict = ({ outcome }: { readonly outcome: Asked }) => (
  <p class={`verdict ${verdictOf(outcome)}`}>
    <span class="http">{statusText(outcome)}</span> <span class="code">{outcome.answer.code}</span>
  </p>
)

/** The same beside what sent it, where that is out of sight of the reply. Those who hear the page are told by the reply. */
export const VerdictHere = ({ desk, from }: { readonly desk: Desk; readonly from: Desk['sentFrom'] }) => {
  const outcome = desk.sentFrom === from ? outcomeOf(desk.session) : undefined
  if (outcome === undefined || !('answer' in outcome)) return null
  return (
    <div class="verdict-here">
      <span class="hint">{stepText(outcome)}</span> <Verdict outcome={outcome} /> <a href="#reply-title">Full reply</a>
    </div>
  )
}
