/** A status: a word and a shape, and only then a colour. */
import type { Life, Tone } from 'association-lifecycle/scenarios'

const shapes: Readonly<Record<Tone, string>> = {
  waiting: '◇',
  starting: '◔',
  live: '●',
  ending: '◑',
  ended: '○',
  failed: '✕',
  container: '▪'
}

export const Status = ({ life: { status, tone, remark } }: { readonly life: Life }) => (
  <span class={`status ${tone}`}>
    <span aria-hidden="true">{shapes[tone]} </span>
    {status}
    {remark !== undefined && ` (${remark})`}
  </span>
)
