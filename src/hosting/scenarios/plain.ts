/** Text from anywhere, made safe to print. */

const hex = (character: string): string => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`

/** What a terminal would obey, or that would turn the line around, is shown as an escape. */
export const plain = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, hex)
