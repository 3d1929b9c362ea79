/** Text from anywhere, made safe to print. */

/** Both halves of what has two, as JSON writes it. */
const hex = (character: string): string =>
  Array.from({ length: character.length }, (_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`).join('')

/** What a terminal would obey, or that would turn the line around, is shown as an escape. */
export const plain = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, hex)
