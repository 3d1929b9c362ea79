/**
 * Node's HTTP server before a handler of web-standard requests. Libraries that do this for any service handle streams, uploads and
 * upgrades; here both ways are a text of bounded length, so these lines do, and the program works as soon as the package is installed.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { answerBroken } from './broken.ts'
import type { Remote } from './emulator.ts'

export interface Address {
  readonly host: string
  /** 0: a free one. */
  readonly port: number
}

/** How long clients are borne with. */
export interface Patience {
  /** How much of a body is read and thrown away once it is answered, and for how long, in bytes and in milliseconds. */
  readonly rest: { readonly bytes: number; readonly ms: number }
  /** For how long what is under way may go on at the end, in milliseconds. */
  readonly graceMs: number
}

const usualPatience: Patience = { rest: { bytes: 268_435_456, ms: 10_000 }, graceMs: 2_000 }

/** A query may be as long as a body; beside it there is what Node allows for all of the head. */
const headLimit = 1_048_576 + 16_384

export interface Listening {
  /** Such as `http://127.0.0.1:8040`. */
  readonly url: string
  /** Answers what is under way, and no more; whoever has not sent all of a request by the end of the grace is cut off. */
  close(): Promise<void>
}

/** The addresses by which a machine reaches itself. */
export const isLoopback = (address: string): boolean =>
  address === 'localhost' || address === '::1' || /^(::ffff:)?127\.\d+\.\d+\.\d+$/.test(address)

const headersOf = ({ rawHeaders }: IncomingMessage): Headers => {
  const headers = new Headers()
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) headers.append(rawHeaders[at] ?? '', rawHeaders[at + 1] ?? '')
  return headers
}

/** The body; whoever does not want the rest leaves the connection as it is, for the answer. */
const bodyOf = (incoming: IncomingMessage): ReadableStream<Uint8Array> => {
  const parts: AsyncIterator<Uint8Array> = incoming.iterator({ destroyOnReturn: false })
  return new ReadableStream(
    {
      pull: async (controller) => {
        const part = await parts.next()
        if (part.done) controller.close()
        else controller.enqueue(part.value)
      },
      cancel: async () => {
        await parts.return?.()
      }
    },
    { highWaterMark: 0 }
  )
}

/** The path and query of a request's target, which may be a whole URL, or a star. */
const pathOf = (target: string): string => {
  if (target.startsWith('/')) return target
  if (!/^https?:\/\//i.test(target) || !URL.canParse(target)) return '/'
  const { pathname, search } = new URL(target)
  return pathname + search
}

/** Methods that the web keeps from its requests are not supported here either: `PUT` stands for them. */
const methodOf = (method: string): string => (/^(CONNECT|TRACE|TRACK)$/i.test(method) ? 'PUT' : method)

const requestOf = (incoming: IncomingMessage, base: string): Request => {
  const method = methodOf(incoming.method ?? 'GET')
  const hasBody = method !== 'GET' && method !== 'HEAD'
  return new Request(base + pathOf(incoming.url ?? ''), {
    method,
    headers: headersOf(incoming),
    ...(hasBody && { body: bodyOf(incoming), duplex: 'half' })
  })
}

/** Reads what is left of a request, and throws it away. Resolves at its end; whoever sends for too long is cut off. */
const readRest = (incoming: IncomingMessage, { bytes, ms }: Patience['rest']): Promise<void> =>
  new Promise((resolve) => {
    if (incoming.readableEnded || incoming.destroyed) return resolve()
    let left = bytes
    const timer = setTimeout(() => incoming.destroy(), ms).unref()
    const end = () => {
      clearTimeout(timer)
      resolve()
    }
    for (const event of ['end', 'close', 'error']) incoming.once(event, end)
    incoming.on('data', (part: Uint8Array) => {
      left -= part.byteLength
      if (left < 0) incoming.destroy()
    })
    incoming.resume()
  })

/**
 * Writes the response, and resolves when it is on its way, or when nobody waits for it any more. A connection that is closed while its
 * client sends takes the answer with it, so it ends only with the request.
 */
const write = async (response: Response, incoming: IncomingMessage, outgoing: ServerResponse, rest: Patience['rest']) => {
  const body = Buffer.from(await response.arrayBuffer())
  if (outgoing.destroyed) return
  outgoing.statusCode = response.status
  outgoing.setHeaders(response.headers)
  if (body.byteLength > 0) outgoing.setHeader('content-length', body.byteLength)
  await new Promise<void>((resolve) => {
    outgoing.once('close', resolve)
    if (body.byteLength > 0) outgoing.write(body)
    else outgoing.flushHeaders()
    readRest(incoming, rest).then(() => outgoing.end(resolve))
  })
}

/** Begins to listen. It rejects with Node's error where the address cannot be had. */
export const listen = async (
  handler: (request: Request, remote: Remote) => Promise<Response>,
  { host, port }: Address,
  { rest, graceMs }: Patience = usualPatience
): Promise<Listening> => {
  let base = ''
  const underWay = new Set<Promise<void>>()

  const answer = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const remote = { isLoopback: isLoopback(incoming.socket.remoteAddress ?? '') }
    await write(await handler(requestOf(incoming, base), remote), incoming, outgoing, rest)
  }

  const server = createServer({ maxHeaderSize: headLimit }, (incoming, outgoing) => {
    const answered = answer(incoming, outgoing)
      // A handler that is at fault must not end the program, nor leave its client waiting.
      .catch(() => outgoing.destroy())
      .then(() => {
        underWay.delete(answered)
      })
    underWay.add(answered)
  })

  const broken = answerBroken(rest.ms)
  const ownHost = () => base.slice('http://'.length)
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => broken(error.code, socket, ownHost()))
  server.on('connect', (_, socket) => broken('HPE_INVALID_METHOD', socket, ownHost()))

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  const { port: taken } = server.address() as AddressInfo
  base = `http://${host.includes(':') ? `[${host}]` : host}:${taken}`
  return {
    url: base,
    close: async () => {
      const closed = new Promise<void>((resolve) => {
        server.close(() => resolve())
      })
      server.closeIdleConnections()
      const grace = setTimeout(() => server.closeAllConnections(), graceMs)
      await Promise.all(underWay)
      clearTimeout(grace)
      server.closeAllConnections()
      await closed
    }
  }
}
