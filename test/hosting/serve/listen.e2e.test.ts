/** The emulator's port: what clients send that no handler sees, bodies that nobody wants, and its end. */
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { describe, expect, onTestFinished, test } from 'vitest'
import { listen, type Patience } from '../../../src/hosting/serve/listen.ts'
import { config, emulatorAt } from './support.ts'

const gate = () => {
  let open = () => {}
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return { open: () => open(), opened }
}

const patient: Patience = { rest: { bytes: 1e9, ms: 1e6 }, graceMs: 1e6 }

const portOf = async (handler: Parameters<typeof listen>[0], patience: Partial<Patience> = {}) => {
  const { url, close } = await listen(handler, { host: '127.0.0.1', port: 0 }, { ...patient, ...patience })
  return { port: Number(new URL(url).port), close }
}

const emulatorPort = async () => {
  const emulator = await emulatorAt({ config, checksSignatures: false })
  onTestFinished(emulator.stop)
  return Number(new URL(emulator.url).port)
}

const connected = async (port: number): Promise<Socket> => {
  const socket = connect(port, '127.0.0.1')
  onTestFinished(() => {
    socket.destroy()
  })
  await once(socket, 'connect')
  return socket
}

/** Sends all of it before it looks at an answer. */
const answerTo = async (port: number, bytes: string | Uint8Array): Promise<string> => {
  const socket = await connected(port)
  await new Promise((resolve) => socket.write(bytes, resolve))
  socket.end()
  return text(socket)
}

const refuses = async (request: Request) => {
  await request.body?.cancel()
  return Response.json({}, { status: 413 })
}

const posting = (length: number, more = '') => `POST / HTTP/1.1\r\nHost: x\r\n${more}Content-Length: ${length}\r\n\r\n`

describe('a body that is too long', () => {
  test.each(['', 'Connection: close\r\n'])('is answered whenever its client reads the answer: %j', async (more) => {
    const port = await emulatorPort()
    const length = 8_000_000
    for (let time = 0; time < 5; time += 1) {
      const head = Buffer.from(posting(length, `Content-Type: application/x-www-form-urlencoded\r\n${more}`))
      const answer = await answerTo(port, Buffer.concat([head, Buffer.alloc(length, 'a')]))
      expect(answer).toMatch(/^HTTP\/1\.1 413 [\s\S]*"Code":"RequestTooLarge"/)
    }
  })

  test('leaves the connection for the next request', async () => {
    const { port, close } = await portOf(refuses)
    onTestFinished(close)
    const post = posting(200_000) + 'a'.repeat(200_000)
    const last = posting(0, 'Connection: close\r\n')
    expect((await answerTo(port, post + post + last)).match(/HTTP\/1\.1 413 /g)).toHaveLength(3)
  })

  test.each([
    ['bytes', { bytes: 1_000, ms: 1e6 }, 2_000],
    ['time', { bytes: 1e9, ms: 1 }, 1]
  ])('is read on with bounds: of %s', async (_, rest, sent) => {
    const { port, close } = await portOf(refuses, { rest })
    onTestFinished(close)
    const socket = await connected(port)
    const closed = new Promise<void>((resolve) => socket.on('error', () => {}).once('close', () => resolve()))
    socket.resume().write(posting(1_000_000) + 'a'.repeat(sent))
    await closed
  })
})

describe('the end', () => {
  test('does not wait for ever for a request that does not end', async () => {
    const reading = gate()
    const { port, close } = await portOf(
      async (request) => {
        reading.open()
        await request.text().catch(() => {})
        return new Response()
      },
      { graceMs: 1 }
    )
    const socket = (await connected(port)).on('error', () => {})
    socket.write(`${posting(100)}half`)
    await reading.opened
    await close()
  })

  test('waits for an answer that is on its way', async () => {
    const [asked, mayAnswer] = [gate(), gate()]
    const { port, close } = await portOf(async () => {
      asked.open()
      await mayAnswer.opened
      return new Response('done')
    })
    const answer = answerTo(port, 'GET / HTTP/1.1\r\nHost: x\r\n\r\n')
    await asked.opened
    const closed = close()
    mayAnswer.open()
    expect(await answer).toMatch(/\r\n\r\ndone$/)
    await closed
  })
})

describe('what is no request', () => {
  const head = ' / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'

  test.each([
    ['no HTTP', 'nonsense\r\n\r\n', 405, 'UnsupportedHTTPMethod'],
    ['an unknown method', `FETCH${head}`, 405, 'UnsupportedHTTPMethod'],
    ['CONNECT', 'CONNECT x:1 HTTP/1.1\r\nHost: x\r\n\r\n', 405, 'UnsupportedHTTPMethod'],
    ['a broken head', 'GET / HTTP/1.1\r\nHost : x\r\n\r\n', 400, 'InvalidParameter'],
    ['a query beyond all limits', `GET /?a=${'a'.repeat(4_000_000)} HTTP/1.1\r\nHost: x\r\n\r\n`, 431, 'RequestTooLarge'],
    ['a method that the web does not know', `TRACE /?AccessKeyId=demo-owner${head.slice(2)}`, 405, 'UnsupportedHTTPMethod'],
    ['a long query', `GET /?AccessKeyId=demo-owner&a=${'a'.repeat(500_000)}${head.slice(2)}`, 400, 'InvalidParameter']
  ])('is answered in the documented form: %s', async (_, bytes, status, code) => {
    const answer = await answerTo(await emulatorPort(), bytes)
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} \\w`))
    expect(JSON.parse(answer.slice(answer.indexOf('\r\n\r\n')))).toStrictEqual({
      RequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      HostId: expect.stringMatching(/^127\.0\.0\.1:\d+$/),
      Code: code,
      Message: expect.any(String)
    })
  })
})
