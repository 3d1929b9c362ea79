/** What is generated within a page that people write. */

/**
 * The text with what is between the two marks of a name replaced.
 * @throws Error where the marks are not there, once and in order.
 */
export const between = (text, name, generated) => {
  const marks = [`<!-- ${name}: npm run docs -->`, `<!-- end of ${name} -->`]
  const [before, ...rest] = text.split(marks[0])
  const [, ...after] = rest.join(marks[0]).split(marks[1])
  if (rest.length !== 1 || after.length !== 1) throw new Error(`the text needs, once each and in this order: ${marks.join(' ')}`)
  return `${before}${marks[0]}\n${generated}\n${marks[1]}${after[0]}`
}
