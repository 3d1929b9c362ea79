/** The body of a request, read once and to a limit. */

/** What is wrong with a body. `interrupted`: the client went away. */
export type BodyFaultKind = 'tooLarge' | 'interrupted' | 'notText'

/** A body that cannot be read: the client's fault. */
export class BodyFault extends Error {
  readonly kind: BodyFaultKind

  constructor(kind: BodyFaultKind) {
    super(`the body cannot be read: ${kind}`)
    this.kind = kind
  }
}

/** Reads the body, and gives the same bytes whenever it is called. It rejects with a `BodyFault` where they cannot be had. */
export type ReadBody = () => Promise<Uint8Array>

type Reader = ReadableStreamDefaultReader<unknown>

const nextOf = async (reader: Reader): Promise<Uint8Array | undefined> => {
  let part: Awaited<ReturnType<Reader['read']>>
  try {
    part = await reader.read()
  } catch {
    throw new BodyFault('interrupted')
  }
  if (part.done) return undefined
  if (!(part.value instanceof Uint8Array)) throw new BodyFault('interrupted')
  return part.value
}

const joined = (parts: readonly Uint8Array[], length: number): Uint8Array => {
  const bytes = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.byteLength
  }
  return bytes
}

const readAll = async (reader: Reader, limit: number): Promise<Uint8Array> => {
  const parts: Uint8Array[] = []
  let length = 0
  for (let part = await nextOf(reader); part !== undefined; part = await nextOf(reader)) {
    length += part.byteLength
    if (length > limit) throw new BodyFault('tooLarge')
    parts.push(part)
  }
  return joined(parts, length)
}

const read = async ({ body, headers, signal }: Request, limit: number): Promise<Uint8Array> => {
  if (Number(headers.get('content-length')) > limit) throw new BodyFault('tooLarge')
  if (body === null) return new Uint8Array()
  const reader = body.getReader()
  const giveUp = () => {
    // Nobody reads on: how that ends is of no interest.
    reader.cancel().catch(() => {})
  }
  signal.addEventListener('abort', giveUp)
  try {
    if (signal.aborted) giveUp()
    const bytes = await readAll(reader, limit)
    // A body that was given up ends like one that is complete.
    if (signal.aborted) throw new BodyFault('interrupted')
    return bytes
  } catch (error) {
    giveUp()
    throw error
  } finally {
    signal.removeEventListener('abort', giveUp)
  }
}

/** The body of a request, read at the first call. A body of more than `limit` bytes is not read to its end, whatever its head says. */
export const bodyReader = (request: Request, limit: number): ReadBody => {
  let reading: Promise<Uint8Array> | undefined
  return () => {
    if (reading === undefined) {
      reading = read(request, limit)
      // It may be asked for and not waited for.
      reading.catch(() => {})
    }
    return reading
  }
}

/** @throws BodyFault where the bytes are no UTF-8. */
export const textOf = (bytes: Uint8Array): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new BodyFault('notText')
  }
}

/** The type of the body, without parameters; absent where the head does not say it. */
export const contentTypeOf = ({ headers }: Request): string | undefined =>
  headers.get('content-type')?.split(';', 1)[0]?.trim().toLowerCase() || undefined

/** The parameters in a form; a body of another type has none. */
export const formOf = async (request: Request, readBody: ReadBody): Promise<readonly (readonly [string, string])[]> => {
  const bytes = await readBody()
  return contentTypeOf(request) === 'application/x-www-form-urlencoded' ? [...new URLSearchParams(textOf(bytes))] : []
}
