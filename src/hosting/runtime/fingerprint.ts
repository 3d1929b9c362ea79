/** What tells one request from another: equal requests, whatever the order of their fields, have equal fingerprints. */

/** A text that is to be written as it is, among values that are still to be. */
class Verbatim {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

const comma = new Verbatim(',')

const partsOf = (value: object): unknown[] => {
  if (Array.isArray(value)) return [new Verbatim('['), ...value.flatMap((entry) => [entry, comma]), new Verbatim(']')]
  const fields = Object.entries(value).filter(([, field]) => field !== undefined)
  const sorted = fields.sort(([one], [other]) => (one < other ? -1 : 1))
  const parts = sorted.flatMap(([name, field]) => [new Verbatim(`${JSON.stringify(name)}:`), field, comma])
  return [new Verbatim('{'), ...parts, new Verbatim('}')]
}

/** One text for each JSON value, with the fields in order. It calls nothing of itself: a request may be nested deeper than calls can be. */
export const canonicalText = (value: unknown): string => {
  let text = ''
  const open: unknown[] = [value]
  while (open.length > 0) {
    const next = open.pop()
    if (next instanceof Verbatim) text += next.text
    else if (typeof next === 'object' && next !== null) for (const part of partsOf(next).reverse()) open.push(part)
    else text += typeof next === 'string' ? JSON.stringify(next) : String(next)
  }
  return text
}

/** SHA-256 of the canonical text, in hexadecimal. */
export const fingerprintOf = async (value: unknown): Promise<string> => {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(canonicalText(value)))
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
