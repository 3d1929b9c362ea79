/** Sessions of the explorer, for tests. */
import { readFileSync } from 'node:fs'
import { readScenario } from 'association-lifecycle/scenarios'
import { open, type Session } from '../../../docs/examples/explorer/model/session.ts'

export const exampleNames = ['documented-disassociation', 'invitations-and-failures', 'backup-policies'] as const

/** The text of one of the scenarios that come with the page. */
export const textOf = (name: string): string =>
  readFileSync(new URL(`../../../docs/examples/${name}.json`, import.meta.url), 'utf8')

/** A session that has been read from a text. */
export const sessionOf = (text: string): Session => {
  const read = readScenario(text)
  if (!read.ok) throw new Error(read.line)
  return open(read.scenario, read.system)
}

/** The documented example of a system, as far as its steps are wanted. */
export const documented = (name: (typeof exampleNames)[number], steps?: number): Session => {
  const file = JSON.parse(textOf(name))
  return sessionOf(JSON.stringify({ ...file, steps: file.steps.slice(0, steps) }))
}

/** What a session shows, without how it came to it. */
export const shown = ({ scenario, outcomes, moments, position }: Session): object => ({
  scenario,
  position,
  nows: moments.map(({ now }) => now),
  outcomes: outcomes.map(({ lives, ...outcome }) => ({ ...outcome, lives: lives() }))
})
