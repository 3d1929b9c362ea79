/**
 * Node's HTTP server before a handler of web-standard requests. Libraries that do this for any service handle streams, uploads and
 * upgrades; here both ways are a small text, so these few lines do, and the program works as soon as the package is installed.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import type { Remote } from './emulator.ts'

export interface Address {
  readonly host: string
  /** 0: a free one. */
  readonly port: number
}

export interface Listening {
  /** Such as `http://127.0.0.1:8040`. */
  readonly url: string
  /** Answers what is under way, and no more. */
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

/** The request, or `undefined` where it has no form that the web knows, such as `TRACE`. */
const requestOf = (incoming: IncomingMessage, base: string): Request | undefined => {
  const { method = 'GET', url = '' } = incoming
  const hasBody = method !== 'GET' && method !== 'HEAD'
  try {
    return new Request(base + (url.startsWith('/') ? url : '/'), {
      method,
      headers: headersOf(incoming),
      ...(hasBody && { body: Readable.toWeb(incoming) as ReadableStream, duplex: 'half' })
    })
  } catch {
    return undefined
  }
}

/** Writes the response, and resolves when it is on its way, or when nobody waits for it any more. */
const write = async (response: Response, outgoing: ServerResponse): Promise<void> => {
  const body = Buffer.from(await response.arrayBuffer())
  if (outgoing.destroyed) return
  outgoing.statusCode = response.status
  outgoing.setHeaders(response.headers)
  await new Promise<void>((resolve) => {
    outgoing.once('close', resolve)
    outgoing.end(body, resolve)
  })
}

/** Begins to listen. It rejects with Node's error where the address cannot be had. */
export const listen = async (
  handler: (request: Request, remote: Remote) => Promise<Response>,
  { host, port }: Address
): Promise<Listening> => {
  let base = ''
  const underWay = new Set<Promise<void>>()

  const answer = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const request = requestOf(incoming, base)
    const remote = { isLoopback: isLoopback(incoming.socket.remoteAddress ?? '') }
    await write(request === undefined ? new Response(null, { status: 501 }) : await handler(request, remote), outgoing)
  }

  const server = createServer((incoming, outgoing) => {
    const answered = answer(incoming, outgoing)
      // A handler that is at fault must not end the program, nor leave its client waiting.
      .catch(() => outgoing.destroy())
      .then(() => {
        underWay.delete(answered)
      })
    underWay.add(answered)
  })

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
      await Promise.all(underWay)
      server.closeAllConnections()
      await closed
    }
  }
}
