/** The pages of the documentation, the code in them, and how it is run. */
import { execFile, execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

export const root = fileURLToPath(new URL('../..', import.meta.url))

const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8' })

/** Every Markdown file of the repository, by its path from the top. */
export const pages = listed.split('\n').filter((file) => file.endsWith('.md') && existsSync(root + file))

export const textOf = (file: string): string => readFileSync(root + file, 'utf8')

/** What a page says above a block of code of what becomes of it. */
export interface Mark {
  readonly kind: 'runs as a test' | 'goes on, as a test' | 'an outline of' | 'held by'
  readonly file: string
}

/** A block of code. */
export interface Block {
  readonly line: number
  readonly language: string
  readonly code: string
  readonly mark: Mark | undefined
  /** The text right below, which is what the code prints. */
  readonly output: string | undefined
  /** It is such a text itself. */
  readonly isOutput: boolean
}

const fence = /^```(\w*)\n([\s\S]*?)^```$/gm
const comment = /<!-- (runs as a test|goes on, as a test|an outline of|held by): (\S+) -->\n$/

/** The blocks of code of a page, in their order. */
export const blocksOf = (text: string): Block[] => {
  const found = [...text.matchAll(fence)].map(({ index, 0: whole, 1: language = '', 2: code = '' }) => ({
    index,
    end: index + whole.length,
    language,
    code
  }))
  const isOutputOf = (at: number): boolean => {
    const [block, before] = [found[at], found[at - 1]]
    const follows = block !== undefined && before !== undefined && text.slice(before.end, block.index) === '\n\n'
    return follows && block.language === 'text' && /^[jt]s$/.test(before.language)
  }
  return found.map(({ index, language, code }, at) => {
    const [, kind, file = ''] = comment.exec(text.slice(0, index)) ?? []
    return {
      line: text.slice(0, index).split('\n').length,
      language,
      code,
      mark: kind === undefined ? undefined : { kind: kind as Mark['kind'], file },
      output: isOutputOf(at + 1) ? found[at + 1]?.code : undefined,
      isOutput: isOutputOf(at)
    }
  })
}

/** A program of a page, with all the blocks that go on from its first one, and what they print. */
export interface Program {
  readonly line: number
  readonly code: string
  readonly output: string | undefined
}

/** The programs of a page that a test runs. */
export const programsOf = (text: string, test: string): Program[] => {
  const programs: Program[] = []
  for (const { mark, line, code, output } of blocksOf(text)) {
    if (mark?.file !== test || !mark.kind.endsWith('as a test')) continue
    const begun = mark.kind === 'goes on, as a test' ? programs.pop() : undefined
    if (begun === undefined) programs.push({ line, code, output })
    else programs.push({ line: begun.line, code: begun.code + code, output: (begun.output ?? '') + (output ?? '') })
  }
  return programs
}

/** What Node prints for a file. */
export const printedBy = async (file: string, cwd: string, env: Readonly<Record<string, string>> = {}): Promise<string> =>
  (await promisify(execFile)(process.execPath, [file], { cwd, env: { ...process.env, ...env } })).stdout
