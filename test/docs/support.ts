/** The generated diagrams as they are in the repository, and the machines that they are of. */
import { readFileSync } from 'node:fs'
import { type MermaidGraph, parseMermaid } from 'beautiful-mermaid'
import type { AnyStateMachine } from 'xstate'
import { backupPolicies, lifecycle, resourceSharing } from '../../src/index.ts'

const root = new URL('../../', import.meta.url)

/** A file's text, by its path from the top. */
export const read = (path: string): string => readFileSync(new URL(path, root), 'utf8')

/** A module of the generator. */
export const generator = (file: string): Promise<unknown> => import(new URL(`docs/generate/${file}`, root).href)

/** The name of each machine's files, and the machine. */
export const machines: readonly (readonly [file: string, machine: AnyStateMachine])[] = [
  ['lifecycle', lifecycle.associationMachine],
  ['resource-share', resourceSharing.resourceShareMachine],
  ['backup-policies', backupPolicies.backupPoliciesMachine]
]

/** The one Mermaid text of a page. */
export const mermaidOf = (path: string): string => {
  const [text, ...more] = [...read(path).matchAll(/```mermaid\n([\s\S]*?)\n```/g)].map(([, found]) => found)
  if (text === undefined || more.length > 0) throw new Error(`${path} has not one Mermaid text`)
  return text
}

/** An arrow that is drawn, with the lines of its label. */
export interface Arrow {
  readonly from: string
  readonly to: string
  readonly lines: readonly string[]
}

/** What a Mermaid text says, read by the renderer's own reader. */
export const graphOf = (path: string): { graph: MermaidGraph; arrows: readonly Arrow[] } => {
  const graph = parseMermaid(mermaidOf(path))
  const arrows = graph.edges.map(({ source, target, label = '' }) => ({ from: source, to: target, lines: label.split('\n') }))
  return { graph, arrows }
}

/** A candidate transition as a definition has it. */
export interface Candidate {
  readonly target?: string
  readonly guard?: string
  readonly actions?: string | readonly string[]
  readonly reenter?: boolean
  readonly description?: string
}

/** A state as a definition has it, as far as this library's machines go. */
export interface StateConfig {
  readonly description?: string
  readonly type?: string
  readonly on?: Readonly<Record<string, Candidate | readonly Candidate[]>>
  readonly after?: Readonly<Record<string, Candidate | readonly Candidate[]>>
  readonly always?: Candidate | readonly Candidate[]
}

const isList = (given: Candidate | readonly Candidate[]): given is readonly Candidate[] => Array.isArray(given)

/** All candidates, by the event or delay. */
export const candidatesOf = (
  given: Readonly<Record<string, Candidate | readonly Candidate[]>> = {}
): readonly (readonly [name: string, candidate: Candidate])[] =>
  Object.entries(given).flatMap(([name, some]) => (isList(some) ? some : [some]).map((each) => [name, each] as const))

/** The states of a definition as it was written, not as XState reads it. */
export const statesOf = (definition: unknown): Readonly<Record<string, StateConfig>> =>
  (definition as { readonly states: Readonly<Record<string, StateConfig>> }).states
