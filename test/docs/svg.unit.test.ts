/** The SVGs of the diagrams: well-formed, complete, self-contained, safe to put into a page, and nothing lies on anything else. */
import { parseHTML } from 'linkedom'
import { describe, expect, test } from 'vitest'
import { graphOf, machines, read, statesOf } from './support.ts'

/** What is wrong with a text as XML, in a few rules of XML's own; the tests' HTML reader would forgive it. */
const malformed = (text: string): string[] => {
  const open: string[] = []
  const wrong: string[] = []
  let roots = 0
  const rest = text.replace(/<(\/?)([\w:-]+)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>/g, (_, end, name, attributes, isEmpty) => {
    const names = [...String(attributes).matchAll(/([\w:-]+)="/g)].map(([, found]) => found)
    if (new Set(names).size < names.length) wrong.push(`an attribute of ${name} twice`)
    if (/&(?!(amp|lt|gt|quot|apos|#\d+);)/.test(String(attributes))) wrong.push(`a bare & in ${name}`)
    if (open.length === 0 && end === '') roots += 1
    if (end !== '' && open.pop() !== name) wrong.push(`</${name}>`)
    if (end === '' && isEmpty === '') open.push(name)
    return ''
  })
  if (/[<]|&(?!(amp|lt|gt|quot|apos|#\d+);)/.test(rest)) wrong.push(`in the text: ${rest.match(/[<&].{0,20}/)?.[0]}`)
  return [...wrong, ...open.map((name) => `<${name}>`), ...(roots === 1 ? [] : [`${roots} roots`])]
}

test('what is not well-formed is found', () => {
  expect(malformed('<a b="1"><c /></a>')).toStrictEqual([])
  for (const text of ['<a>', '<a></b>', '<a b=1></a>', '<a b="1" b="2" />', '<a>&nbsp;</a>', '<a /><a />', '<a>< </a>'])
    expect(malformed(text)).not.toStrictEqual([])
})

/** An element, as far as these tests look. */
interface Drawn {
  readonly id: string
  readonly tagName: string
  readonly textContent: string | null
  readonly classList: { readonly contains: (name: string) => boolean }
  readonly getAttribute: (name: string) => string | null
  readonly querySelector: (selector: string) => Drawn | null
  readonly querySelectorAll: (selector: string) => Iterable<Drawn>
}

interface Box {
  readonly name: string
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

const overlap = (one: Box, other: Box): boolean =>
  one.x < other.x + other.width && other.x < one.x + one.width && one.y < other.y + other.height && other.y < one.y + one.height

/** About how wide a text is in DejaVu Sans, the widest font that a reader is likely to have. */
const widthOf = (text: string, fontSize: number): number => {
  const ofLetter = (letter: string) => {
    if (/[ijl,.;:[\] ]/.test(letter)) return 0.32
    if (/[frt]/.test(letter)) return 0.4
    if (/[mwMW]/.test(letter)) return 0.92
    return /[A-Z]/.test(letter) ? 0.68 : 0.6
  }
  return [...text].reduce((width, letter) => width + ofLetter(letter) * fontSize, 0)
}

/** How wide it is in those that the style asks for, as Arial: it is as wide as the layout takes a text to be. */
const ofArial = 0.89

describe.each(machines)('the SVG of %s', (file, machine) => {
  const text = read(`docs/diagrams/${file}.svg`)
  const { document } = parseHTML(text)
  const drawing: Drawn = document
  const svg = drawing.querySelector('svg')
  const arrows = graphOf(`docs/diagrams/${file}.md`).arrows.filter(({ from, to }) => !`${from}${to}`.includes('_'))
  const all = (selector: string) => [...drawing.querySelectorAll(selector)]
  const numberOf = (element: Drawn, name: string) => Number(element.getAttribute(name))

  const boxOf = (element: Drawn): Box => {
    const rect = element.querySelector('rect')
    if (rect === null) throw new Error('a state or a label without a box')
    const [x = 0, y = 0, width = 0, height = 0] = ['x', 'y', 'width', 'height'].map((name) => numberOf(rect, name))
    return { name: element.querySelector('text')?.textContent ?? '', x, y, width, height }
  }

  test('is well-formed', () => {
    expect(malformed(text)).toStrictEqual([])
  })

  test('holds each state', () => {
    const drawn = all('g.state').map((state) => state.getAttribute('data-state'))
    expect(drawn.sort()).toStrictEqual(Object.keys(statesOf(machine.config)).sort())
    for (const state of all('g.state')) {
      const name = state.getAttribute('data-state') ?? ''
      expect(state.querySelector('text')?.textContent).toContain(name)
      expect(state.querySelector('title')?.textContent).toBe(`${name}: ${statesOf(machine.config)[name]?.description}`)
    }
  })

  test('holds each way of the Mermaid text, as a line and as a label, with what goes it', () => {
    const waysOf = (selector: string) =>
      all(selector).map((element) => ['from', 'to', 'event'].map((name) => element.getAttribute(`data-${name}`)).join(' '))
    const labels = waysOf('g.edge-label')
    expect(waysOf('polyline.edge[data-event]')).toStrictEqual(labels)
    expect(labels.map((way) => way.split(' ').slice(0, 2).join(' '))).toStrictEqual(arrows.map(({ from, to }) => `${from} ${to}`))
    const linesOf = (label: Drawn) => {
      const spans = [...label.querySelectorAll('tspan')]
      return spans.length > 0 ? spans.map(({ textContent }) => textContent) : [label.querySelector('text')?.textContent]
    }
    expect(all('g.edge-label').map(linesOf)).toStrictEqual(arrows.map(({ lines }) => [...lines]))
    const events = new Set(machine.events.map(String))
    const delays = Object.keys(machine.implementations.delays)
    for (const way of labels)
      for (const name of way.split(' ').slice(2)) expect(events.has(name) || delays.includes(name), name).toBe(true)
    for (const { lines } of arrows) {
      const causes = lines.filter((line) => !line.startsWith('[')).flatMap((line) => line.split(', '))
      const here = labels[arrows.findIndex((arrow) => arrow.lines === lines)]?.split(' ').slice(2)
      expect(here).toHaveLength(causes.length)
    }
  })

  test('refers to nothing outside', () => {
    expect(text.replace('xmlns="http://www.w3.org/2000/svg"', '')).not.toMatch(
      /https?:|\/\/|@import|@font-face|href|data:|<script|<foreignObject/i
    )
    expect([...text.matchAll(/url\(([^)]*)\)/g)].map(([, target]) => target)).toStrictEqual(
      all('polyline.edge').map(() => `#${machine.id}-arrowhead`)
    )
  })

  test('can be put into a page: its ids are its own, and its style is about diagrams', () => {
    const ids = all('[id]').map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids.filter((id) => !id.startsWith(`${machine.id}-`))).toStrictEqual([])
    const style = drawing.querySelector('style')?.textContent ?? ''
    const selectors = [...style.matchAll(/:where\(([^)]*)\)/g)].flatMap(([, list = '']) => list.split(', '))
    expect(selectors.filter((selector) => !/^\.diagram( |$)/.test(selector))).toStrictEqual([])
    expect(
      style
        .replace(/:where\([^)]*\) \{[^}]*\}/g, '')
        .replace(/\s+/g, ' ')
        .trim()
    ).toBe('@media (prefers-color-scheme: dark) { }')
    expect(all('[style], [fill], [stroke]')).toStrictEqual([])
  })

  test('is a picture with a name and a description', () => {
    expect(svg?.getAttribute('role')).toBe('img')
    for (const [attribute, tag] of [
      ['aria-labelledby', 'title'],
      ['aria-describedby', 'desc']
    ] as const) {
      const element = drawing.querySelector(`#${svg?.getAttribute(attribute)}`)
      expect(element?.tagName.toLowerCase()).toBe(tag)
      expect(element?.textContent).not.toBe('')
    }
    expect(svg?.querySelector('desc')?.textContent).toBe(machine.config.description)
  })

  test('paints what is behind it, before all else: alone or as an image it has no page to be read on', () => {
    const [first] = all('rect, circle, polyline, text')
    expect(first?.classList.contains('background')).toBe(true)
    expect(['x', 'y', 'width', 'height'].map((name) => first?.getAttribute(name))).toStrictEqual([null, null, '100%', '100%'])
    expect(svg?.getAttribute('viewBox')).toMatch(/^0 0 /)
    expect(text).toContain(':where(.diagram .background) { fill: var(--diagram-bg); }')
  })

  test('has colours of its own for light and dark, the same variables in each, and uses no other', () => {
    const [light = '', dark = ''] = text.split('@media (prefers-color-scheme: dark)')
    const defined = (part: string) => [...part.matchAll(/--diagram-(\w+): #/g)].map(([, name]) => name)
    expect(defined(dark)).toStrictEqual(defined(light))
    const used = new Set([...text.matchAll(/var\((?:--diagram-)?([^)]+)\)/g)].map(([, name]) => name))
    expect([...used].sort()).toStrictEqual(defined(light).sort())
  })

  const textWidthOf = (element: Drawn): number => {
    // The name of a state is larger, and bold: about a tenth wider.
    const nameSize = element.classList.contains('state') ? 13 * 1.1 : 11
    const { name } = boxOf(element)
    const [first = name, ...more] = [...element.querySelectorAll('tspan')].map((line) => line.textContent ?? '')
    return Math.max(widthOf(first, nameSize), ...more.map((line) => widthOf(line, 11)))
  }

  test('fits: into a page, and its texts into their boxes', () => {
    expect(svg && numberOf(svg, 'width')).toBeLessThanOrEqual(900)
    for (const element of all('g.state, g.edge-label')) {
      const { name, x, y, width, height } = boxOf(element)
      expect(width, name).toBeGreaterThanOrEqual(textWidthOf(element) * ofArial)
      const text = element.querySelector('text')
      expect(text && numberOf(text, 'x'), name).toBeCloseTo(x + width / 2, 0)
      expect(text && numberOf(text, 'y'), name).toBeCloseTo(y + height / 2, 0)
    }
  })

  test('has nothing that lies on anything else, in the widest font either', () => {
    const boxes = all('g.state, g.edge-label').map((element) => {
      const box = boxOf(element)
      const width = Math.max(box.width, textWidthOf(element))
      return { ...box, x: box.x - (width - box.width) / 2, width }
    })
    const onEachOther = boxes.flatMap((one, at) =>
      boxes.slice(at + 1).flatMap((other) => (overlap(one, other) ? [[one.name, other.name]] : []))
    )
    expect(onEachOther).toStrictEqual([])
  })
})
