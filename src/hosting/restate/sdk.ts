/** What this door needs of `@restatedev/restate-sdk` and `@restatedev/restate-sdk-clients`: the host injects both, so nothing else needs them. */

/** How a value becomes bytes, and back. */
export interface Serde<T> {
  readonly contentType: string
  serialize(value: T): Uint8Array
  deserialize(bytes: Uint8Array): T
}

/** What a shared handler of a virtual object is given. */
export interface SharedContext {
  readonly key: string
  get<T>(name: string, serde?: Serde<T>): Promise<T | null>
  stateKeys(): Promise<string[]>
}

/** A message to a virtual object. */
export interface Message<T> {
  readonly service: string
  readonly method: string
  readonly key: string
  readonly parameter: T
  readonly inputSerde: Serde<T>
}

/** What an exclusive handler of a virtual object is given. */
export interface ExclusiveContext extends SharedContext {
  set<T>(name: string, value: T, serde?: Serde<T>): void
  clear(name: string): void
  run<T>(name: string, action: () => T | Promise<T>): Promise<T>
  readonly rand: { uuidv4(): string }
  genericCall<T, R>(call: Message<T> & { outputSerde: Serde<R> }): Promise<R>
  genericSend<T>(send: Message<T> & { delay?: number }): unknown
}

/** A handler, as the SDK has made it. It takes what it takes: a method, since those are compared both ways. */
export type Handler = { handle(context: SharedContext, input: unknown): Promise<unknown> }['handle']

/** The module `@restatedev/restate-sdk`, which needs Node 22. */
export interface RestateSdk<Definition> {
  readonly handlers: {
    readonly object: {
      exclusive<T>(options: object, handler: (context: ExclusiveContext, input: T) => Promise<unknown>): Handler
      shared<T>(options: object, handler: (context: SharedContext, input: T) => Promise<unknown>): Handler
    }
  }
  object(definition: {
    readonly name: string
    readonly handlers: { readonly [name: string]: Handler }
    readonly options: object
  }): Definition
}

/** A connection to Restate's ingress. */
export interface Ingress<CallOptions> {
  call(call: {
    readonly service: string
    readonly handler: string
    readonly key: string
    readonly parameter: unknown
    readonly opts: CallOptions
  }): Promise<unknown>
}

/** The module `@restatedev/restate-sdk-clients`. */
export interface RestateClients<Connection, CallOptions> {
  connect(connection: Connection): Ingress<CallOptions>
  readonly rpc: { opts(options: { readonly idempotencyKey?: string }): CallOptions }
}

const encoder = new TextEncoder()
const decoder = new TextDecoder()

/** Texts as UTF-8: they must be well formed, as JSON is. */
export const textSerde: Serde<string> = {
  contentType: 'text/plain; charset=utf-8',
  serialize: (text) => encoder.encode(text),
  deserialize: (bytes) => decoder.decode(bytes)
}

/** Values as JSON. */
export const jsonSerde = <T>(): Serde<T> => ({
  contentType: 'application/json',
  serialize: (value) => encoder.encode(JSON.stringify(value ?? null)),
  deserialize: (bytes) => (bytes.length === 0 ? undefined : JSON.parse(decoder.decode(bytes)))
})
