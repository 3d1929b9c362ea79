/**
 * How the SVGs look. Every rule has no weight of its own (`:where`), so whatever a page says of the same elements counts; and each is
 * about a diagram only, since the style of an SVG in a page is a style of the page.
 */

const light = {
  bg: '#ffffff',
  fg: '#1f2328',
  muted: '#59636e',
  guard: '#8250df',
  line: '#818b98',
  surface: '#f6f8fa',
  border: '#afb8c1'
}

const dark = {
  bg: '#0d1117',
  fg: '#f0f6fc',
  muted: '#9198a1',
  guard: '#d2a8ff',
  line: '#7d8590',
  surface: '#1c2128',
  border: '#4b535d'
}

const variables = (colors) =>
  Object.entries(colors)
    .map(([name, color]) => `--diagram-${name}: ${color};`)
    .join(' ')

/** Fonts that are about as wide as the layout takes them to be come first. */
const font = "Inter, 'Helvetica Neue', Arial, 'Liberation Sans', sans-serif"

const rule = (selector, declarations) => {
  const all = selector.split(', ').map((each) => `.diagram ${each}`.trimEnd())
  return `  :where(${all.join(', ')}) { ${declarations} }`
}

/** The same for every diagram. */
export const style = [
  '',
  rule('', variables(light)),
  '  @media (prefers-color-scheme: dark) {',
  `  ${rule('', variables(dark))}`,
  '  }',
  rule('.background', 'fill: var(--diagram-bg);'),
  rule('text', `font: 11px ${font}; text-anchor: middle; fill: var(--diagram-fg);`),
  rule('.edge', 'fill: none; stroke: var(--diagram-line); stroke-width: 1.25; stroke-linejoin: round;'),
  // The second is for browsers that know it: an arrow that a page lights has its head lit, too.
  rule('.arrowhead', 'fill: var(--diagram-line); fill: context-stroke;'),
  rule('.edge-label rect', 'fill: var(--diagram-bg);'),
  rule('.state rect', 'fill: var(--diagram-surface); stroke: var(--diagram-border);'),
  rule('.state text', 'font-size: 13px; font-weight: 600;'),
  rule('.state .more', 'font-size: 11px; font-weight: 400; fill: var(--diagram-muted);'),
  rule('.guard', 'fill: var(--diagram-guard);'),
  rule('.state-start circle, .state-end circle + circle', 'fill: var(--diagram-fg);'),
  rule('.state-end circle:first-child', 'fill: none; stroke: var(--diagram-fg); stroke-width: 1.5;'),
  ''
].join('\n')
