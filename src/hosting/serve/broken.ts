/** The answer to bytes that Node takes for no request: in the form of the RPC side, since no path is known. */
import { STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { errors } from '../../resource-sharing/index.ts'
import { doorErrors } from '../http/errors.ts'

interface ErrorAnswer {
  readonly status: number
  readonly code: string
  readonly message: string
}

/** What Node finds, by its code; whatever else it may be is a parameter that is wrong. */
const answers: ReadonlyMap<string, ErrorAnswer> = new Map<string, ErrorAnswer>([
  ['HPE_INVALID_METHOD', doorErrors.UnsupportedHTTPMethod],
  ['HPE_HEADER_OVERFLOW', { ...doorErrors.RequestTooLarge, status: 431 }],
  ['ERR_HTTP_REQUEST_TIMEOUT', { ...doorErrors.InvalidBody, status: 408 }]
])

const textOf = (found: string, hostId: string): string => {
  const { status, code, message } = answers.get(found) ?? errors.InvalidParameter
  const body = JSON.stringify({ RequestId: crypto.randomUUID(), HostId: hostId, Code: code, Message: message })
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close'
  ]
  return [...head, '', body].join('\r\n')
}

/**
 * Answers once on a connection that can be used no more. What still comes is not looked at, for `lingerMs`: a connection that is closed
 * while its client sends takes the answer with it.
 */
export const answerBroken = (lingerMs: number) => {
  const answered = new WeakSet<Duplex>()
  return (found = '', socket: Duplex, hostId: string): void => {
    if (answered.has(socket)) return
    answered.add(socket)
    if (!socket.writable || found === 'ECONNRESET') socket.destroy()
    else {
      socket.end(textOf(found, hostId))
      const timer = setTimeout(() => socket.destroy(), lingerMs).unref()
      socket.once('close', () => clearTimeout(timer))
    }
  }
}
