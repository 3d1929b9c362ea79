// The cost of a command over the number of associations, as an SVG.
import * as Plot from '@observablehq/plot'
import { parseHTML } from 'linkedom'

const isOurs = (name) => name.startsWith('resource share') || name.startsWith('backup policies')

const height = 560

/** The last point of each line, with a place for its name: moved up where it would lie on the name below it. */
const labelsOf = (points) => {
  const last = [...new Map(points.map((point) => [point.name, point])).values()].sort((a, b) => a.microseconds - b.microseconds)
  const times = points.map(({ microseconds }) => microseconds)
  const lineHeight = (Math.max(...times) / Math.min(...times)) ** (17 / height)
  const lowest = new Map()
  return last.map((point) => {
    const place = Math.max(point.microseconds, lowest.get(point.size) ?? 0)
    lowest.set(point.size, place * lineHeight)
    return { ...point, place }
  })
}

/** The plot as a text. */
export const plot = (commands) => {
  const { document } = parseHTML('<html><body></body></html>')
  const points = commands.flatMap(({ size, ...times }) =>
    Object.entries(times).map(([name, microseconds]) => ({ name, size, microseconds }))
  )
  const svg = Plot.plot({
    document,
    width: 960,
    height,
    marginRight: 190,
    marginLeft: 80,
    style: { background: 'white', color: '#222', fontSize: '13px' },
    x: { type: 'log', label: 'associations', tickFormat: (size) => size.toLocaleString('en') },
    y: {
      type: 'log',
      grid: true,
      label: 'microseconds for a command that names five',
      tickFormat: (time) => time.toLocaleString('en')
    },
    color: { scheme: 'tableau10' },
    marks: [
      Plot.line(points, {
        x: 'size',
        y: 'microseconds',
        stroke: 'name',
        strokeWidth: ({ name }) => (isOurs(name) ? 3 : 1.5),
        marker: true,
        z: 'name'
      }),
      Plot.text(labelsOf(points), { x: 'size', y: 'place', text: 'name', fill: 'name', textAnchor: 'start', dx: 10 })
    ]
  })
  svg.setAttribute('xmlns', 'http://www.w3.org/2000/svg')
  const title = document.createElement('title')
  title.textContent = 'Microseconds for a command that names five associations, by how many there are'
  svg.prepend(title)
  return `${svg.outerHTML}\n`
}
