/** What this door needs of `@restatedev/restate-sdk` and `@restatedev/restate-sdk-clients`: the host injects both, so nothing else needs them. */

/** How a value becomes bytes, and back. */
export interface Serde<T> {
  /** A MIME type. */
  readonly contentType: string
  /** Into bytes. */
  serialize(value: T): Uint8Array
  /** And back. */
  deserialize(bytes: Uint8Array): T
}

/** What a shared handler of a virtual object is given. */
export interface SharedContext {
  /** The key of the object. */
  readonly key: string
  /** What is kept under a name; `null` where nothing is. */
  get<T>(name: string, serde?: Serde<T>): Promise<T | null>
  /** The names under which something is kept. */
  stateKeys(): Promise<string[]>
}

/** A message to a virtual object. */
export interface Message<T> {
  /** The name of the virtual object. */
  readonly service: string
  /** The name of the handler. */
  readonly method: string
  /** The key of the object. */
  readonly key: string
  /** What the handler is given. */
  readonly parameter: T
  /** How that becomes bytes. */
  readonly inputSerde: Serde<T>
}

/** What an exclusive handler of a virtual object is given. */
export interface ExclusiveContext extends SharedContext {
  /** Keeps a value under a name. */
  set<T>(name: string, value: T, serde?: Serde<T>): void
  /** Forgets what is kept under a name. */
  clear(name: string): void
  /** Runs an action once, and keeps what it gave for when the handler runs again. */
  run<T>(name: string, action: () => T | Promise<T>): Promise<T>
  /** Chance that is the same when the handler runs again. */
  readonly rand: { uuidv4(): string }
  /** Calls a handler, and waits for its answer. */
  genericCall<T, R>(call: Message<T> & { outputSerde: Serde<R> }): Promise<R>
  /** Sends to a handler, now or after a delay in milliseconds, and does not wait. */
  genericSend<T>(send: Message<T> & { delay?: number }): unknown
}

/** A handler, as the SDK has made it. It takes what it takes: a method, since those are compared both ways. */
export type Handler = { handle(context: SharedContext, input: unknown): Promise<unknown> }['handle']

/** The module `@restatedev/restate-sdk`, which needs Node 22. */
export interface RestateSdk<Definition> {
  /** Makes handlers of virtual objects. */
  readonly handlers: {
    readonly object: {
      exclusive<T>(options: object, handler: (context: ExclusiveContext, input: T) => Promise<unknown>): Handler
      shared<T>(options: object, handler: (context: SharedContext, input: T) => Promise<unknown>): Handler
    }
  }
  /** Makes a virtual object. */
  object(definition: {
    readonly name: string
    readonly handlers: { readonly [name: string]: Handler }
    readonly options: object
  }): Definition
}

/** A connection to Restate's ingress. */
export interface Ingress<CallOptions> {
  /** Calls a handler, and waits for its answer. */
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
  /** Connects to the ingress. */
  connect(connection: Connection): Ingress<CallOptions>
  /** Options of a call. */
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
