/** What goes between the runtime and the virtual objects, and under which names. It is part of what is kept: changes must be readable both ways. */
import { longestIdLength } from '../runtime/store.ts'
import type { ResultOf, SystemTypes } from '../runtime/system.ts'

/** The virtual objects of a system. */
export const namesOf = (system: string) => ({
  /** One a share or project. */
  aggregates: system,
  /** One an idempotency key. */
  keys: `${system}.keys`,
  /** One a label, and a few for all. */
  lists: `${system}.lists`,
  /** One an aggregate, beside it. */
  outbox: `${system}.outbox`
})

/**
 * The key of a virtual object for any text: the text itself as far as that can be. Keys go through paths of URLs, where empty ones, dots
 * alone and lone surrogates would not arrive.
 */
export const keyOf = (text: string): string => {
  const escaped = JSON.stringify(text).slice(1, -1)
  return /^\.{0,2}$/.test(escaped) ? `"${escaped}"` : escaped
}

/** The text that a key stands for. */
export const textOf = (key: string): string => JSON.parse(key.startsWith('"') ? key : `"${key}"`)

/** The list of a label. */
export const labelList = (label: string): string => keyOf(`label:${label.slice(0, longestIdLength)}`)

const shards = 16

/** The lists of all aggregates: several, so that creations do not queue behind each other. */
export const allLists: readonly string[] = Array.from({ length: shards }, (_, shard) => `all:${shard}`)

/** The one of them that an aggregate is in. */
export const allListOf = (id: string): string => {
  let hash = 0
  for (let at = 0; at < id.length; at += 1) hash = (hash * 31 + id.charCodeAt(at)) >>> 0
  return `all:${hash % shards}`
}

/** A command for an aggregate. */
export interface Order<S extends SystemTypes> {
  readonly id: string
  /** JSON. */
  readonly command: string
  /** Full facts: the time in them is that of the one who calls. */
  readonly facts: S['facts']
  /** The version that the facts were made for; where there is none, they hold for any. */
  readonly expectedVersion?: number
}

/** A command with an idempotency key. */
export interface KeyedOrder<S extends SystemTypes> {
  readonly order: Order<S>
  readonly fingerprint: string
  /** How long the reply is given again, in milliseconds. */
  readonly replyLifetimeMs: number
}

/** What an aggregate answers. */
export type Outcome<S extends SystemTypes> =
  | { readonly kind: 'done'; readonly result: ResultOf<S>; readonly events: readonly S['event'][] }
  /** The aggregate has another version than the facts were made for. Nothing has happened. */
  | { readonly kind: 'conflict' }
  /** The core has thrown: a programmer's error. Nothing has happened. */
  | { readonly kind: 'failed'; readonly message: string }

/** What a key answers. */
export type KeyedOutcome<S extends SystemTypes> =
  | Outcome<S>
  | { readonly kind: 'repeated'; readonly result: ResultOf<S> }
  | { readonly kind: 'reused' }

/** Asks an aggregate for what is newer than a version, behind so many texts of the pages before. */
export interface Reading {
  readonly afterVersion: number
  readonly from: number
}

/** What is newer than a version of an aggregate. */
export interface Newer {
  readonly version: number
  readonly snapshot?: { readonly version: number; readonly text: string }
  /** Each as JSON. */
  readonly events: readonly string[]
}
