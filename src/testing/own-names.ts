/** The ids that a backend gives itself, where the model has others: each side is told its own. */
import { type Fields, fieldsOf, isFields } from '../decider/values.ts'
import type { Call } from './history.ts'

/** An id that commands give to what they make: a backend may take it, or give its own. */
export interface GivenId {
  /** The field of a command that holds it, or several by what each is for. */
  readonly field: string
  readonly givenBy: readonly string[]
  /** Where a command names it, and where the reply to that command says which one the backend knows. */
  readonly asked: readonly string[]
  readonly told: readonly string[]
  /** In place of what a command gives: nothing that could be refused. */
  readonly free: unknown
  /** As replies spell it. */
  readonly spelled: (id: string) => string
}

/** Whose ids a backend has, by the field that gives them, once its answers have shown it. */
export type Whose = Map<string, 'given' | 'own'>

const valueAt = (value: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>((inner, name) => (isFields(inner) && Object.hasOwn(inner, name) ? inner[name] : undefined), value)

/** The value with every text in it, and every name of a field, translated. */
const translated = (value: unknown, translate: (text: string) => string): unknown => {
  if (typeof value === 'string') return translate(value)
  if (Array.isArray(value)) return value.map((entry) => translated(entry, translate))
  return isFields(value) ? translatedFields(value, translate) : value
}

const translatedFields = (fields: Fields, translate: (text: string) => string): Fields =>
  Object.fromEntries(Object.entries(fields).map(([name, field]) => [translate(name), translated(field, translate)]))

/** Both ways between the model's names and the backend's, in one history. Learns from answers. */
export class OwnNames {
  readonly #theirs = new Map<string, string>()
  readonly #ours = new Map<string, string>()
  readonly #ids: readonly GivenId[]
  readonly #whose: Whose

  constructor(ids: readonly GivenId[], whose: Whose) {
    this.#ids = ids
    this.#whose = whose
  }

  /** What a command gives that the backend may not heed: its own, or nothing has shown yet that it takes what is given. */
  doubtfulIn({ type }: Fields): readonly GivenId[] {
    return this.#givenIn(type).filter(({ field }) => this.#whose.get(field) !== 'given')
  }

  /** Whether a command gives an id again that the backend has answered with another: it would be two things by one name. */
  givesAgain(command: Fields): boolean {
    return this.#givenIn(command.type).some(({ field, spelled }) => {
      const id = command[field]
      return typeof id === 'string' && this.#theirs.has(spelled(id))
    })
  }

  /** Learns from an answer: from `ids` that the backend tells, and where its reply names what was made otherwise than the command. */
  learn<Facts>({ command }: Call<Facts>, answer: unknown): void {
    const { reply, ids } = fieldsOf(answer)
    for (const [ours, theirs] of Object.entries(fieldsOf(ids))) this.#name(ours, theirs)
    for (const { field } of this.#givenIn(command.type)) {
      const given = isFields(command[field]) ? Object.values(command[field]) : [command[field]]
      if (given.some((id) => typeof id === 'string' && this.#theirs.has(id) && Object.hasOwn(fieldsOf(ids), id)))
        this.#whose.set(field, 'own')
    }
    for (const { field, givenBy, asked, told, spelled } of this.#ids) {
      const [named, theirs] = [valueAt(command, asked), valueAt(reply, told)]
      if (typeof named !== 'string' || typeof theirs !== 'string') continue
      const ours = spelled(named)
      if (givenBy.includes(String(command.type))) this.#name(ours, theirs)
      if (this.#theirs.has(ours)) this.#whose.set(field, 'own')
      else if (ours === theirs && !this.#whose.has(field)) this.#whose.set(field, 'given')
    }
  }

  #givenIn(type: unknown): readonly GivenId[] {
    return this.#ids.filter(({ givenBy }) => givenBy.includes(String(type)))
  }

  #name(ours: string, theirs: unknown): void {
    if (typeof theirs !== 'string') return
    if (ours === theirs) this.#theirs.delete(ours)
    else this.#theirs.set(ours, theirs).set(ours.toUpperCase(), theirs.toUpperCase())
    this.#ours.set(theirs, ours)
  }

  /** A call as the backend understands it. Ids for what is yet to be made stay as they are: they are what it answers with its own. */
  toTheirs<Facts>(call: Call<Facts>): Call<Facts> {
    if (this.#theirs.size === 0) return call
    const { command, facts } = call
    const translate = (text: string) => this.#theirs.get(text) ?? text
    const given = this.#givenIn(command.type).flatMap(({ field }) =>
      Object.hasOwn(command, field) ? [[field, command[field]]] : []
    )
    return {
      command: { ...translatedFields(command, translate), ...Object.fromEntries(given) },
      facts: translated(facts, translate) as Facts
    }
  }

  /** An answer as the model would have put it. */
  toOurs(answer: unknown): unknown {
    return this.#theirs.size === 0 ? answer : translated(answer, (text) => this.#ours.get(text) ?? text)
  }
}
