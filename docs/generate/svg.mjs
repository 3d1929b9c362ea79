/**
 * Mermaid text as an SVG that stands alone: nothing is fetched, both colour schemes are in it, and a page that takes it in can find each
 * state and each way by attributes and give it colours of its own.
 */
import { renderMermaidSVG } from 'beautiful-mermaid'
import { DOMParser } from 'linkedom'
import { style } from './svg-style.mjs'

const layout = { padding: 16, nodeSpacing: 24, layerSpacing: 36 }

const rounded = (text) => text.replace(/-?\d+\.\d+/g, (number) => String(Number(Number(number).toFixed(1))))

/** What an element keeps of the renderer's attributes: where it is. How it looks is the style's. */
const geometry = new Set(['x', 'y', 'cx', 'cy', 'r', 'rx', 'ry', 'dy', 'width', 'height', 'points', 'class', 'viewBox', 'xmlns'])

const strip = (element) => {
  for (const { name, value } of [...element.attributes]) {
    if (geometry.has(name)) element.setAttribute(name, rounded(value))
    else element.removeAttribute(name)
  }
}

const setAll = (element, attributes) => {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
}

/** Gives an element a text to be read out, and to be shown where a pointer rests on it. */
const describe = (document, element, text, tag = 'title', id = undefined) => {
  const title = document.createElement(tag)
  title.textContent = text
  if (id !== undefined) title.setAttribute('id', id)
  element.prepend(title)
}

/** The renderer leaves more room around a label than its layout has for it: labels would touch. */
const tighten = (label) => {
  const rect = label.querySelector('rect')
  const number = (name) => Number(rect.getAttribute(name))
  setAll(rect, {
    x: number('x') + 3,
    y: number('y') + 5,
    width: number('width') - 6,
    height: number('height') - 10,
    rx: 3,
    ry: 3
  })
}

/** Says which lines of a label or a state are more than its name. */
const markLines = (element) => {
  const [, ...more] = element.querySelectorAll('tspan')
  for (const line of more) if (!line.textContent.startsWith('[')) line.setAttribute('class', 'more')
  for (const line of element.querySelectorAll('tspan')) if (line.textContent.startsWith('[')) line.setAttribute('class', 'guard')
}

const arrowhead = (id) =>
  `<marker id="${id}" viewBox="0 0 8 6" markerWidth="8" markerHeight="6" refX="7.5" refY="3" orient="auto" markerUnits="userSpaceOnUse"><path class="arrowhead" d="M0 0 8 3 0 6z" /></marker>`

/** An arrow without a label comes from where all begins, or goes to where all ends. */
const isLabelled = (edge) => edge.getAttribute('data-from') !== '_start' && !edge.getAttribute('data-to').startsWith('_end')

/** The renderer draws arrows, and their labels, in the order of the text: each by itself is found by that alone. */
const checkOrder = (id, drawn, arrows) => {
  const ways = drawn.map((element) => `${element.getAttribute('data-from')} ${element.getAttribute('data-to')}`)
  if (ways.join() !== arrows.map(({ from, to }) => `${from} ${to}`).join())
    throw new Error(`of ${id} these are drawn, and not the arrows of its text: ${ways.join(', ')}`)
}

const markWay = (document, edge, label, { from, to, events, descriptions }) => {
  const attributes = { 'data-from': from, 'data-to': to, 'data-event': events.join(' ') }
  setAll(edge, attributes)
  setAll(label, attributes)
  tighten(label)
  markLines(label)
  if (descriptions.length > 0) describe(document, label, descriptions.join('\n'))
}

const markState = (document, node, { name, description }) => {
  setAll(node, { class: 'state', 'data-state': name })
  markLines(node)
  describe(document, node, `${name}: ${description}`)
}

/** What is behind everything: an SVG that stands alone has no page to give it a colour. */
const paintBackground = (document, svg) => {
  const background = document.createElement('rect')
  setAll(background, { class: 'background', width: '100%', height: '100%' })
  svg.querySelector('defs').after(background)
}

/** What the whole is called, and how it is found. */
const frame = (document, svg, id, name, description) => {
  describe(document, svg, description, 'desc', `${id}-desc`)
  describe(document, svg, name, 'title', `${id}-title`)
  const [, , width, height] = svg.getAttribute('viewBox').split(' ')
  setAll(svg, { width, height, class: 'diagram', 'data-machine': id })
  setAll(svg, { role: 'img', 'aria-labelledby': `${id}-title`, 'aria-describedby': `${id}-desc` })
}

/** The SVG of a diagram, as a text. `diagram` has what Mermaid has no place for: events by themselves, and descriptions. */
export const svgOf = (mermaid, { id, description, states, arrows }, name) => {
  const document = new DOMParser().parseFromString(renderMermaidSVG(mermaid, layout), 'image/svg+xml')
  const svg = document.documentElement
  const all = (selector) => [...svg.querySelectorAll(selector)]
  const edges = all('polyline.edge')
  const ways = edges.filter(isLabelled)
  const labels = all('g.edge-label')
  const nodes = all('g.node').map((node) => [node, node.getAttribute('data-id'), node.getAttribute('data-shape')])
  checkOrder(id, ways, arrows)
  checkOrder(id, labels, arrows)

  for (const element of [svg, ...all('*')]) strip(element)
  for (const edge of edges) edge.setAttribute('marker-end', `url(#${id}-arrowhead)`)
  for (const [at, arrow] of arrows.entries()) markWay(document, ways[at], labels[at], arrow)
  for (const [node, nodeId, shape] of nodes) {
    const state = states.find((each) => each.name === nodeId)
    if (state === undefined) node.setAttribute('class', shape)
    else markState(document, node, state)
  }
  svg.querySelector('style').textContent = style
  svg.querySelector('defs').innerHTML = arrowhead(`${id}-arrowhead`)
  paintBackground(document, svg)
  frame(document, svg, id, name, description)
  return `${svg.outerHTML.replace(/\n\s*\n/g, '\n')}\n`
}
