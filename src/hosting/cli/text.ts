/** Text on a terminal: how it is cut. */
import { widthOf, widthOfCharacter } from '../scenarios/width.ts'

export { widthOf }

/** As many characters from the start as fit into so many columns. */
const head = (characters: readonly string[], width: number): string => {
  let taken = ''
  let left = width
  for (const character of characters) {
    left -= widthOfCharacter(character)
    if (left < 0) break
    taken += character
  }
  return taken
}

/** Cut in the middle where it is too wide: ids differ at the end as often as at the beginning. */
export const shorten = (text: string, width: number): string => {
  if (widthOf(text) <= width) return text
  if (width < 1) return ''
  const characters = [...text]
  const tail = Math.floor((width - 1) / 2)
  const end = [...head([...characters].reverse(), tail)].reverse().join('')
  return `${head(characters, width - 1 - tail)}…${end}`
}

/** Filled up on the right. */
export const pad = (text: string, width: number, fill = ' '): string => text + fill.repeat(Math.max(0, width - widthOf(text)))

/** Broken into lines at spaces. */
export const wrap = (text: string, width: number): string[] => {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && widthOf(line) + 1 + widthOf(word) > width) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line]
}
