/** The pages of the reference as their readers have them: text alone, read again. */
import { readdirSync } from 'node:fs'
import { parseScenario, run } from '../../src/hosting/scenarios/index.ts'
import type { Asked, Outcome } from '../../src/hosting/scenarios/run.ts'
import { read } from './support.ts'

/** The Markdown files of the reference. */
export const pages: readonly string[] = readdirSync(new URL('../../docs/reference', import.meta.url))
  .filter((name) => name.endsWith('.md'))
  .sort()

export const textOf = (page: string): string => read(`docs/reference/${page}`)

/** The part of a page under a heading that is a name in code, up to the next heading; its examples as they stand. */
export interface Section {
  readonly page: string
  readonly name: string
  readonly text: string
  readonly blocks: readonly { readonly language: string; readonly text: string }[]
}

const blocksIn = (text: string): Section['blocks'] =>
  [...text.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(([, language = '', code = '']) => ({ language, text: code }))

export const sectionsOf = (page: string): readonly Section[] =>
  textOf(page)
    .split(/^(?=#)/m)
    .flatMap((text) => {
      const [, name] = /^#+ `([^`]+)`\n/.exec(text) ?? []
      return name === undefined ? [] : [{ page, name, text, blocks: blocksIn(text) }]
    })

/** The names that a section links to in the line, or the sentence, that begins so. */
export const namesAfter = (words: string, { text }: Section): readonly string[] => {
  const [, line = ''] = new RegExp(`${words} (.*?)\\.(\\s|$)`).exec(text.replaceAll(/\]\([^)]*\)/g, ']')) ?? []
  return [...line.matchAll(/\[`([^`]+)`\]/g)].map(([, name = '']) => name)
}

/** What the examples of a page go on from. */
const beginningOf = (page: string): { readonly steps: readonly unknown[] } => {
  const [, json] = /<\/summary>\n\n```json\n([\s\S]*?)```/.exec(textOf(page)) ?? []
  if (json === undefined) throw new Error(`${page} does not say what its examples go on from`)
  return JSON.parse(json)
}

const isAsked = (outcome: Outcome): outcome is Asked => outcome.kind !== 'clock' && outcome.kind !== 'note'

/** What the last step of an example comes to, on its page. */
export const outcomeOf = (page: string, json: string): Asked => {
  const beginning = beginningOf(page)
  const parsed = parseScenario({ ...beginning, steps: [...beginning.steps, ...[JSON.parse(json)].flat()] })
  if (!parsed.ok) throw new Error(`${page}: ${parsed.fault.path.join('.')} ${parsed.fault.message}`)
  const outcome = run(parsed.scenario, parsed.system).filter(isAsked).at(-1)
  if (outcome === undefined) throw new Error(`${page}: an example asks for nothing`)
  return outcome
}
