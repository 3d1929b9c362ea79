/** The package in a page: bundled by esbuild and by Vite, it needs nothing of Node, and a scenario runs to its end with nothing but the language. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createContext, runInContext } from 'node:vm'
import { build as bundleWithEsbuild } from 'esbuild'
import { build as bundleWithVite } from 'vite'
import { expect, inject, test } from 'vitest'
import { doors, installed } from './support.ts'

const consumer = inject('consumer')

/** Opens files, and so is for Node alone. */
const forNode = ['association-lifecycle/sqlite']
const forPages = doors.filter(({ name }) => !forNode.includes(name))

const scenarios = ['documented-disassociation.json', 'backup-policies.json', 'invitations-and-failures.json']
const textOf = (name: string) => readFileSync(join(installed, 'docs/examples', name), 'utf8')

/** What a page does: runs a scenario, and says what came of it; and has all else that a page may have, for a bundler to follow. */
const page = join(consumer, 'page.js')
writeFileSync(
  page,
  `${forPages.map(({ name }, index) => `import * as door${index} from '${name}'`).join('\n')}
import { readScenario, run } from 'association-lifecycle/scenarios'
globalThis.doors = [${forPages.map((_, index) => `door${index}`).join(', ')}].map((door) => Object.keys(door).length)
globalThis.play = (text) => {
  const read = readScenario(text)
  if (!read.ok) return read.line
  const outcomes = run(read.scenario, read.system)
  return { steps: outcomes.length, unmet: outcomes.flatMap((outcome) => outcome.unmet ?? []) }
}`
)

const bundlers = {
  esbuild: async () => {
    const options = {
      bundle: true,
      platform: 'browser',
      format: 'iife',
      target: 'es2022',
      write: false,
      logLevel: 'silent'
    } as const
    const { outputFiles, warnings } = await bundleWithEsbuild({ ...options, entryPoints: [page] })
    return { code: outputFiles[0]?.text ?? '', warnings: warnings.map(({ text }) => text) }
  },
  Vite: async () => {
    const warnings: string[] = []
    const built = await bundleWithVite({
      root: consumer,
      configFile: false,
      logLevel: 'silent',
      build: {
        write: false,
        target: 'es2022',
        modulePreload: false,
        rollupOptions: {
          input: page,
          output: { format: 'iife' },
          onwarn: ({ message }) => void warnings.push(message)
        }
      }
    })
    const [bundle] = [built].flat()
    const [chunk] = bundle !== undefined && 'output' in bundle ? bundle.output : []
    return { code: chunk?.code ?? '', warnings }
  }
}

test.each(Object.entries(bundlers))(
  '%s makes a bundle that plays scenarios where there is nothing but the language',
  async (_, bundle) => {
    const { code, warnings } = await bundle()
    expect(warnings).toStrictEqual([])
    expect([...code.matchAll(/.{0,60}(["'`]node:|\brequire\(|\bprocess\.\w).{0,60}/g)].map(([found]) => found)).toStrictEqual([])
    // What pages and workers have beside the language.
    const context = createContext({
      TextEncoder,
      TextDecoder,
      URL,
      URLSearchParams,
      Request,
      Response,
      Headers,
      crypto,
      console,
      setTimeout,
      clearTimeout
    })
    runInContext(code, context)
    expect(runInContext('doors.every((names) => names > 0) && doors.length', context)).toBe(forPages.length)
    for (const name of scenarios) {
      const played = runInContext(`JSON.stringify(play(${JSON.stringify(textOf(name))}))`, context)
      expect(JSON.parse(played), name).toStrictEqual({ steps: JSON.parse(textOf(name)).steps.length, unmet: [] })
    }
  }
)
