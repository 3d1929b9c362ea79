/** The statechart of an association: the committed diagram, with the current state lit and the ways out of it marked. */
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import diagram from '../../../diagrams/lifecycle.svg?raw'
import type { Way } from '../model/lifecycle.ts'

/** The page has styles of its own for it, and lets no others in. */
const svg = diagram.replace(/<style[\s\S]*?<\/style>/g, '').replace(/\sstyle="[^"]*"/g, '')

/** How far the drawing is from the edge. */
const margin = 8

/** Leaves out the empty edge: the drawing is all the larger. */
const cropped = (drawing: SVGSVGElement): void => {
  const { x, y, width, height } = drawing.getBBox()
  drawing.setAttribute('viewBox', [x - margin, y - margin, width + 2 * margin, height + 2 * margin].join(' '))
}

interface Props {
  readonly status: string | undefined
  readonly ways: readonly Way[]
}

/** Where the diagram is wider than the page: what is lit comes into sight, and the page stays where it is. */
const showCurrent = (figure: HTMLElement | null): void => {
  const chart = figure?.parentElement
  const lit = figure?.querySelector('.is-current')?.getBoundingClientRect()
  if (!chart || lit === undefined) return
  const frame = chart.getBoundingClientRect()
  if (lit.left < frame.left || lit.right > frame.right) chart.scrollLeft += (lit.left + lit.right - frame.left - frame.right) / 2
}

export const Diagram = ({ status, ways }: Props) => {
  const figure = useRef<HTMLDivElement>(null)

  useLayoutEffect(() => {
    const drawing = figure.current?.querySelector('svg')
    if (drawing) cropped(drawing)
  }, [])

  useEffect(() => {
    for (const part of figure.current?.querySelectorAll<SVGElement>('[data-state], [data-from]') ?? []) {
      const { state, from, to, event = '' } = part.dataset
      // One arrow can stand for several events.
      const events = event.split(' ')
      const way = ways.find((one) => from === status && one.to === to && events.includes(one.event))
      part.classList.toggle('is-current', state !== undefined && state === status)
      part.classList.toggle('is-way', way !== undefined && way.closed === undefined)
      part.classList.toggle('is-closed', way?.closed !== undefined)
    }
    showCurrent(figure.current)
  }, [status, ways])

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
    <section class="chart" aria-label="Lifecycle diagram" tabIndex={0}>
      <div ref={figure} dangerouslySetInnerHTML={{ __html: svg }} />
    </section>
  )
}
