/** The ids and tokens that a backend gives itself, where the model has others: each side is told its own. */
import { type Fields, fieldsOf, isFields } from '../decider/values.ts'
import type { Call } from './history.ts'
import type { AnyResult } from './model.ts'

const valueAt = (value: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>((inner, name) => (isFields(inner) && Object.hasOwn(inner, name) ? inner[name] : undefined), value)

/** The value with every text in it, and every name of a field, translated. */
const translated = (value: unknown, translate: (text: string) => string): unknown => {
  if (typeof value === 'string') return translate(value)
  if (Array.isArray(value)) return value.map((entry) => translated(entry, translate))
  if (!isFields(value)) return value
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [translate(name), translated(field, translate)]))
}

/** Both ways between the model's names and the backend's. Learns from answers. */
export class OwnNames {
  readonly #theirs = new Map<string, string>()
  readonly #ours = new Map<string, string>()
  readonly #idPaths: readonly (readonly string[])[]

  /** @param idPaths where a reply says by which name the backend knows something */
  constructor(idPaths: readonly (readonly string[])[]) {
    this.#idPaths = idPaths
  }

  /** Learns from an answer: from `ids` that the backend tells, and where its reply names something otherwise than the model's. */
  learn(wanted: AnyResult, answer: unknown): void {
    const { reply, ids } = fieldsOf(answer)
    for (const [ours, theirs] of Object.entries(fieldsOf(ids))) this.#name(ours, theirs)
    if (wanted.ok) for (const path of this.#idPaths) this.#name(valueAt(wanted.reply, path), valueAt(reply, path))
  }

  #name(ours: unknown, theirs: unknown): void {
    if (typeof ours !== 'string' || typeof theirs !== 'string') return
    if (ours === theirs) this.#theirs.delete(ours)
    else this.#theirs.set(ours, theirs).set(ours.toUpperCase(), theirs.toUpperCase())
    this.#ours.set(theirs, ours)
  }

  /** A call as the backend understands it. */
  toTheirs<Facts>({ command, facts }: Call<Facts>): Call<Facts> {
    if (this.#theirs.size === 0) return { command, facts }
    const translate = (text: string) => this.#theirs.get(text) ?? text
    return { command: translated(command, translate) as Fields, facts: translated(facts, translate) as Facts }
  }

  /** An answer as the model would have put it. */
  toOurs(answer: unknown): unknown {
    return this.#theirs.size === 0 ? answer : translated(answer, (text) => this.#ours.get(text) ?? text)
  }
}
