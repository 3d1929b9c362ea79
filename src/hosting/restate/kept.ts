/**
 * How an aggregate is kept in the state of its virtual object: a head, a snapshot in pieces, and the events behind it in chunks. A commit
 * costs what it adds. The head is written last and says what counts, so that an invocation that an operator kills leaves nothing half done.
 */
import type { Newer } from './protocol.ts'
import { type ExclusiveContext, jsonSerde, type SharedContext, textSerde } from './sdk.ts'
import type { Armed } from './timer.ts'

export interface Head {
  /** How many events there are. */
  readonly version: number
  /** Tells this head from all others. */
  readonly stamp: string
  readonly snapshot?: { readonly version: number; readonly pieces: number; readonly length: number }
  /** The chunks behind the snapshot, each by the version before its first event. */
  readonly chunks: readonly number[]
  readonly armed?: Armed
}

/** The chunk that events are added to. */
export interface Tail {
  readonly text: string
}

export const noHead: Head = { version: 0, stamp: '', chunks: [] }
export const noTail: Tail = { text: '' }

const headSerde = jsonSerde<Head>()

/** In UTF-16 units: far below the limit of a message, in any encoding. */
const pieceLength = 262_144
const chunkLength = 16_384

/** A snapshot is written when there are as many events as it has records, roughly: then it costs no more than they do. */
const textPerEvent = 150
const fewestEvents = 100

const pieceName = (version: number, piece: number): string => `snapshot-${version}-${piece}`
const chunkName = (start: number): string => `events-${start}`

const piecesOf = (text: string): string[] => {
  const pieces: string[] = []
  for (let start = 0; start < text.length; ) {
    // A pair of surrogates stays together.
    const end = start + pieceLength + (/[\uD800-\uDBFF]/.test(text[start + pieceLength - 1] ?? '') ? 1 : 0)
    pieces.push(text.slice(start, end))
    start = end
  }
  return pieces
}

export const readHead = async (context: SharedContext): Promise<Head> => (await context.get('head', headSerde)) ?? noHead

/** What has to be read for what is newer than a version: pieces of the snapshot where it is newer, and chunks. */
const wantedOf = ({ version, snapshot, chunks }: Head, afterVersion: number) => {
  const from = snapshot !== undefined && afterVersion < snapshot.version ? snapshot : undefined
  const first = from?.version ?? afterVersion
  const pieces = Array.from({ length: from?.pieces ?? 0 }, (_, piece) => pieceName(first, piece))
  const wanted = chunks.filter((_, at) => (chunks[at + 1] ?? version) > first)
  return { isWhole: from !== undefined, first, pieces, chunks: wanted, names: [...pieces, ...wanted.map(chunkName)] }
}

/** Reads all of them at once. `undefined` where one is not there: a commit came in between, which only a shared handler can meet. */
const readTexts = async (context: SharedContext, names: readonly string[]): Promise<string[] | undefined> => {
  const texts = (await Promise.all(names.map((name) => context.get(name, textSerde)))).filter((text) => text !== null)
  return texts.length === names.length ? texts : undefined
}

/** Puts together what was read. */
export const assemble = (head: Head, afterVersion: number, texts: readonly string[]): Newer & { readonly tail: Tail } => {
  const { version } = head
  const { isWhole, first, pieces, chunks } = wantedOf(head, afterVersion)
  const ofChunks = texts.slice(pieces.length)
  const start = chunks[0] ?? version
  // The last chunk may hold more than the head knows of.
  const last = (ofChunks.at(-1) ?? '').split('\n').slice(0, version - (chunks.at(-1) ?? version))
  const events = ofChunks.flatMap((text) => text.split('\n')).slice(first - start, version - start)
  const read = { version, events, tail: { text: last.join('\n') } }
  return isWhole ? { ...read, snapshot: { version: first, text: texts.slice(0, pieces.length).join('') } } : read
}

/** Reads all of an aggregate. @throws Error where a part is not there. */
export const readAll = async (context: SharedContext, head: Head): Promise<Newer & { readonly tail: Tail }> => {
  const texts = await readTexts(context, wantedOf(head, 0).names)
  if (texts === undefined) throw new Error('a part of the aggregate is not there')
  return assemble(head, 0, texts)
}

/** How much is read at once, and how long a page gets before it is full: well within a message, whatever its encoding. */
const batch = 16
const pageLength = 4_194_304

/** A part of what is newer than a version. */
export interface Page {
  readonly head: Head
  readonly texts: readonly string[]
  readonly isLast: boolean
}

/** Reads a page, behind so many texts of the pages before. `undefined` where a commit came in between. */
export const readPage = async (context: SharedContext, afterVersion: number, from: number): Promise<Page | undefined> => {
  const head = await readHead(context)
  const names = wantedOf(head, afterVersion).names.slice(from)
  const texts: string[] = []
  for (let length = 0; texts.length < names.length && length < pageLength; ) {
    const more = await readTexts(context, names.slice(texts.length, texts.length + batch))
    if (more === undefined) return undefined
    texts.push(...more)
    length += more.reduce((sum, text) => sum + text.length, 0)
  }
  return { head, texts, isLast: texts.length === names.length }
}

/** How events are to be written: as an end of a chunk, or with all before them as a snapshot. Plain data. */
export type Plan =
  | { readonly kind: 'none' }
  | { readonly kind: 'chunk'; readonly start: number; readonly text: string }
  | { readonly kind: 'snapshot'; readonly text: string }

/** Decides how to write events behind what is there. */
export const planFor = (
  { version, snapshot, chunks }: Head,
  tail: Tail,
  events: readonly string[],
  serialize: () => string
): Plan => {
  if (events.length === 0) return { kind: 'none' }
  const since = version + events.length - (snapshot?.version ?? 0)
  if (since >= Math.max(fewestEvents, (snapshot?.length ?? 0) / textPerEvent)) return { kind: 'snapshot', text: serialize() }
  const last = chunks.at(-1)
  if (last === undefined || tail.text.length >= chunkLength) return { kind: 'chunk', start: version, text: events.join('\n') }
  return { kind: 'chunk', start: last, text: [tail.text, ...events].join('\n') }
}

const clearOld = (context: ExclusiveContext, { snapshot, chunks }: Head): void => {
  for (const start of chunks) context.clear(chunkName(start))
  for (let piece = 0; snapshot !== undefined && piece < snapshot.pieces; piece += 1)
    context.clear(pieceName(snapshot.version, piece))
}

/** Writes what was planned, and gives back the head after it. Nothing in here waits. */
export const writePlan = (
  context: ExclusiveContext,
  before: Head,
  plan: Plan,
  { count, ...next }: { readonly count: number; readonly stamp: string; readonly armed?: Armed }
): Head => {
  const version = before.version + count
  const finish = (head: Head): Head => {
    context.set('head', head, headSerde)
    return head
  }
  if (plan.kind === 'snapshot') {
    const pieces = piecesOf(plan.text)
    for (const [piece, part] of pieces.entries()) context.set(pieceName(version, piece), part, textSerde)
    const snapshot = { version, pieces: pieces.length, length: plan.text.length }
    const head = finish({ ...next, version, snapshot, chunks: [] })
    clearOld(context, before)
    return head
  }
  const { snapshot, chunks } = before
  const kept = { ...next, version, ...(snapshot && { snapshot }) }
  if (plan.kind === 'none') return finish({ ...kept, chunks })
  context.set(chunkName(plan.start), plan.text, textSerde)
  return finish({ ...kept, chunks: chunks.at(-1) === plan.start ? chunks : [...chunks, plan.start] })
}

/** The chunk to add to after a plan. */
export const tailAfter = (tail: Tail, plan: Plan): Tail =>
  plan.kind === 'none' ? tail : plan.kind === 'chunk' ? { text: plan.text } : noTail
