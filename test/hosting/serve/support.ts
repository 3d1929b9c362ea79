/** An emulator on a free port, and the clients that talk to it. */
import RPCClient from '@alicloud/pop-core'
import { vi } from 'vitest'
import { manualClock } from '../../../src/hosting/runtime/clock.ts'
import { memoryStore } from '../../../src/hosting/runtime/memory.ts'
import type { SettableClock } from '../../../src/hosting/serve/clock.ts'
import { type Config, demoConfig } from '../../../src/hosting/serve/config.ts'
import { type EmulatorOptions, startEmulator } from '../../../src/hosting/serve/emulator.ts'
import { listen } from '../../../src/hosting/serve/listen.ts'

export const start = Date.parse('2020-12-04T09:40:41.250Z')
export const hourMs = 3_600_000

/** The account of the documented request, and a key for it. */
export const config: Config = {
  ...demoConfig,
  accessKeys: { ...demoConfig.accessKeys, documented: { secret: 'documented-secret', accountId: '172050525300****' } }
}

export interface Documents {
  readonly now: string
  readonly settled: boolean
  readonly resourceShares: readonly Record<string, unknown>[]
  readonly projects: readonly Record<string, unknown>[]
  readonly failures: readonly unknown[]
}

export const emulatorAt = async (options: Partial<EmulatorOptions> = {}) => {
  const clock: SettableClock = options.clock ?? manualClock(start)
  const onError = vi.fn()
  const emulator = await startEmulator({
    config,
    delayMs: 0,
    checksSignatures: true,
    onError,
    openStore: async () => memoryStore(),
    canReset: true,
    ...options,
    clock
  })
  const { url, close } = await listen(emulator.answer, { host: '127.0.0.1', port: 0 })

  const control = async (name: string, body?: unknown, headers?: Record<string, string>) => {
    const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }
    const response = await fetch(`${url}/_emulator/${name}`, { ...init, ...(headers && { headers }) })
    return { status: response.status, body: (await response.json()) as unknown }
  }

  return {
    url,
    clock,
    onError,
    /** The official client, unchanged. */
    client: (key: string, secret = `${key}-secret`) =>
      new RPCClient({ accessKeyId: key, accessKeySecret: secret, endpoint: url, apiVersion: '2020-01-10' }),
    control,
    state: async () => (await control('state')).body as Documents,
    stop: async () => {
      await close()
      await emulator.stop()
    }
  }
}

export type Running = Awaited<ReturnType<typeof emulatorAt>>

/** What the official client throws. */
export interface ClientError extends Error {
  readonly code: string
  readonly data: { readonly RequestId: string; readonly HostId: string; readonly Code: string; readonly Message: string }
  readonly entry: { readonly response: { readonly statusCode: number } }
}

export const errorOf = async (call: Promise<unknown>): Promise<ClientError> => {
  try {
    await call
  } catch (error) {
    return error as ClientError
  }
  throw new Error('it was accepted')
}

export interface ShareReply {
  readonly RequestId: string
  readonly ResourceShare: { readonly ResourceShareId: string }
}
