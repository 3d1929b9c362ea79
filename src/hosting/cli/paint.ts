/** Colour, where it is wanted. */

const codes = {
  bold: '1',
  dim: '2',
  red: '31',
  green: '32',
  yellow: '33',
  magenta: '35',
  cyan: '36',
  badRed: '1;31',
  onRed: '30;41',
  onGreen: '30;42',
  onYellow: '30;43',
  onMagenta: '30;45'
} as const

/** A look of text; `on...` are dark letters on a colour. */
export type Style = keyof typeof codes

/** Gives a text a style, or leaves it as it is. */
export type Paint = (style: Style, text: string) => string

/** No colour at all. */
export const plainPaint: Paint = (_style, text) => text

/** Colours of the terminal's own palette. */
export const colourPaint: Paint = (style, text) => (text === '' ? text : `\u001b[${codes[style]}m${text}\u001b[0m`)

/** https://no-color.org first, then FORCE_COLOR, then what the output is. */
export const wantsColour = (env: Readonly<Record<string, string | undefined>>, isTerminal: boolean): boolean => {
  const { NO_COLOR = '', FORCE_COLOR = '', TERM } = env
  if (NO_COLOR !== '') return false
  if (FORCE_COLOR !== '') return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false'
  return isTerminal && TERM !== 'dumb'
}
