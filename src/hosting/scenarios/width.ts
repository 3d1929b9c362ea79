/** How wide text is where every letter has a column of its own. */

const wide =
  /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff01-\uff60\p{Emoji_Presentation}]/u
const combining = /^\p{M}$/u

export const widthOfCharacter = (character: string): number => (combining.test(character) ? 0 : wide.test(character) ? 2 : 1)

/** How many columns a text takes. */
export const widthOf = (text: string): number => [...text].reduce((width, character) => width + widthOfCharacter(character), 0)
