/** The statechart of an association: the committed diagram, with the current state lit and the ways out of it marked. */
import { useEffect, useRef } from 'preact/hooks'
import type { Way } from '../model/lifecycle.ts'
import diagram from '../stand-in.svg?raw'

/** The colours are the page's own, so that the diagram needs no styles inside it. */
const svg = diagram.replace(/<style[\s\S]*?<\/style>/g, '').replace(/\sstyle="[^"]*"/g, '')

interface Props {
  readonly status: string | undefined
  readonly ways: readonly Way[]
}

export const Diagram = ({ status, ways }: Props) => {
  const figure = useRef<HTMLDivElement>(null)

  useEffect(() => {
    for (const part of figure.current?.querySelectorAll<SVGElement>('[data-state], [data-from]') ?? []) {
      const { state, from, to, event, label } = part.dataset
      const name = event ?? label?.split(' ')[0]
      const way = ways.find((one) => from === status && one.to === to && (name === undefined || one.event === name))
      part.classList.toggle('is-current', state !== undefined && state === status)
      part.classList.toggle('is-way', way !== undefined && way.closed === undefined)
      part.classList.toggle('is-closed', way?.closed !== undefined)
    }
  }, [status, ways])

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
    <section class="diagram" aria-label="Lifecycle diagram" tabIndex={0}>
      <div
        ref={figure}
        role="img"
        aria-label={`Statechart of an association${status === undefined ? '' : `; now ${status}`}`}
        dangerouslySetInnerHTML={{ __html: svg }}
      />
    </section>
  )
}
