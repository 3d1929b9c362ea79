/** Rules for the code on a page, so that none is there that no test has seen. */
import { existsSync } from 'node:fs'
import { type Block, blocksOf, root, textOf } from './pages.ts'

/** Which tests run the code of a page; the first folder that fits. */
const runners: readonly (readonly [folder: string, tests: readonly string[]])[] = [
  ['docs/guide/', ['test/guide.e2e.test.ts', 'test/engines/guide.test.ts']],
  ['docs/decisions/', ['test/docs/decisions.unit.test.ts']],
  ['README.md', ['test/readme.e2e.test.ts']],
  ['docs/README.md', ['test/readme.e2e.test.ts']]
]

/** The tests that run the code of a page; `undefined` for a page that is not written by hand, or has tests of its own. */
export const runnersOf = (page: string): readonly string[] | undefined => runners.find(([folder]) => page.startsWith(folder))?.[1]

const manifest: {
  readonly name: string
  readonly scripts: Readonly<Record<string, string>>
  readonly devDependencies: Readonly<Record<string, string>>
  readonly peerDependencies: Readonly<Record<string, string>>
} = JSON.parse(textOf('package.json'))

const packages = new Set([
  manifest.name,
  'better-sqlite3',
  ...Object.keys(manifest.devDependencies),
  ...Object.keys(manifest.peerDependencies)
])

const npmFault = ([verb = '', ...rest]: readonly string[]): string | undefined => {
  if (['ci', 'init', 'pack'].includes(verb)) return undefined
  if (verb === 'start' || verb === 'test') return verb in manifest.scripts ? undefined : `no script ${verb}`
  if (verb === 'run') return (rest[0] ?? '') in manifest.scripts ? undefined : `no script ${rest[0]}`
  if (!['i', 'install'].includes(verb)) return `npm ${verb}?`
  const unknown = rest.find((name) => !name.startsWith('-') && !packages.has(name))
  return unknown === undefined ? undefined : `${unknown} is none of the packages here`
}

/** The files that a page tells its reader to write. */
const writtenOn = (text: string): string[] => [...text.matchAll(/`([\w-]+\.mjs)`/g)].map(([, file = '']) => file)

/** What is wrong with a command of a shell; only commands that are known can be right. */
export const commandFault = (command: string, text: string): string | undefined => {
  const [program = '', ...given] = command.split(/\s+/)
  const [first = '', ...more] = given
  const missing = given.find((word) => /^(docs|test|src)\//.test(word) && !existsSync(root + word))
  if (missing !== undefined) return `${missing} does not exist`
  if (program === 'npm') return npmFault(given.filter((word) => !word.startsWith('--')))
  if (program === 'npx')
    return first === manifest.name || packages.has(first) ? undefined : `${first} is none of the packages here`
  if (program === 'node') return more.length === 0 && writtenOn(text).includes(first) ? undefined : `which file is ${first}?`
  return ['mkdir', 'cd', 'head', 'apt-get'].includes(program) ? undefined : `${program}?`
}

const shellFault = (code: string, text: string): string | undefined => {
  const commands = code.split('\n').flatMap((line) => line.replace(/#.*/, '').split(/&&|\|/))
  const faults = commands
    .map((command) => command.trim())
    .map((command) => (command === '' ? undefined : commandFault(command, text)))
  return faults.find((fault) => fault !== undefined)
}

const programFault = ({ mark, language }: Block, tests: readonly string[]): string | undefined => {
  if (mark === undefined) return `${language} of which nothing says that it runs as a test`
  if (mark.kind === 'an outline of' || mark.kind === 'held by') return undefined
  return tests.includes(mark.file) ? undefined : `${mark.file} does not run the code of this page`
}

const faultOf = (block: Block, text: string, tests: readonly string[]): string | undefined => {
  const { language, mark, code, isOutput } = block
  if (mark !== undefined && !existsSync(root + mark.file)) return `${mark.file} does not exist`
  if (language === 'js' || language === 'ts') return programFault(block, tests)
  if (language === 'sh') return shellFault(code, text)
  if (language === 'text') return isOutput || mark?.kind === 'held by' ? undefined : 'a text that nothing prints'
  if (language === 'mermaid' && text.includes(`${'```'}mermaid\n${code}`) && text.includes('npm run docs ')) return undefined
  return mark?.kind === 'held by' ? undefined : `${language || 'no language'}: nothing holds it`
}

/** What is wrong with the commands between the lines. */
const inlineFaults = (text: string): string[] =>
  [...text.replace(/^```[\s\S]*?^```$/gm, '').matchAll(/`(np[mx] [^`\n]+)`/g)].flatMap(([, command = '']) => {
    const fault = commandFault(command, text)
    return fault === undefined ? [] : [`${command}: ${fault}`]
  })

/** What is wrong with the code on a page, with its line. */
export const snippetFaults = (text: string, tests: readonly string[]): string[] => {
  const blocks = blocksOf(text)
  const ofBlocks = blocks.flatMap((block) => {
    const fault = faultOf(block, text, tests)
    return fault === undefined ? [] : [`line ${block.line}: ${fault}`]
  })
  const faults = [...ofBlocks, ...inlineFaults(text)]
  const fences = text.match(/^[ \t>-]*(```|~~~)/gm)?.length ?? 0
  return fences === 2 * blocks.length ? faults : [...faults, 'a fence that is indented, never closed, or of another kind']
}
