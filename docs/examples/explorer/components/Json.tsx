/** JSON to read. What is long scrolls, also by keyboard. */
import { layJson } from 'association-lifecycle/scenarios'

/** Columns that fit beside the rest on a wide screen. */
const width = 52

export const Json = ({ value, label }: { readonly value: unknown; readonly label: string }) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
  <section class="json-view" aria-label={label} tabIndex={0}>
    <pre>{layJson(value, width).join('\n')}</pre>
  </section>
)
