/** What is in the tarball, and nothing else; what its files say of each other is so; how large it is. */
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { describe, expect, inject, test } from 'vitest'
import { doors, installed, own } from './support.ts'

const files = (
  readdirSync(installed, { recursive: true, withFileTypes: true }) as { isFile(): boolean; parentPath: string; name: string }[]
)
  .filter((entry) => entry.isFile())
  .map(({ parentPath, name }) =>
    join(parentPath, name)
      .slice(installed.length + 1)
      .replaceAll('\\', '/')
  )
  .sort()
const textOf = (file: string) => readFileSync(join(installed, file), 'utf8')
const within = (folder: string, ending: string) => files.filter((file) => file.startsWith(`${folder}/`) && file.endsWith(ending))

describe('files', () => {
  test('are those of the library, its documents and its licence', () => {
    const expected = [
      /^(CHANGELOG\.md|LICENSE|README\.md|package\.json)$/,
      /^src\/.+\.ts$/,
      /^dist\/.+\.(js|d\.ts|d\.ts\.map)$/,
      /^docs\/[A-Za-z-]+\.md$/,
      /^docs\/(guide|reference|decisions|diagrams)\/.+\.(md|svg|json|ya?ml)$/,
      /^docs\/examples\/[a-z-]+\.json$/,
      /^docs\/examples\/explorer\/(?!dist\/).+/
    ]
    expect(files.filter((file) => !expected.some((pattern) => pattern.test(file)))).toStrictEqual([])
    expect(files.filter((file) => /\.test(-d)?\.|\.tsbuildinfo$|(^|\/)\./.test(file))).toStrictEqual([])
  })

  test('of dist are made from those of src, each and all', () => {
    const sources = within('src', '.ts').map((file) => file.replace(/^src/, 'dist').replace(/\.ts$/, ''))
    expect(sources.length).toBeGreaterThan(100)
    for (const ending of ['.js', '.d.ts', '.d.ts.map'])
      expect(within('dist', ending).map((file) => file.slice(0, -ending.length))).toStrictEqual(sources)
  })

  test('that a map points at are there', () => {
    const missing = within('dist', '.map').flatMap((file) =>
      (JSON.parse(textOf(file)).sources as string[]).filter((source) => !existsSync(join(installed, dirname(file), source)))
    )
    expect(missing).toStrictEqual([])
    const maps = [...within('dist', '.js'), ...within('dist', '.d.ts')].flatMap((file) =>
      [...textOf(file).matchAll(/^\/\/# sourceMappingURL=(.+)$/gm)].map(([, map = '']) => join(dirname(file), map))
    )
    expect(maps.filter((map) => !files.includes(map))).toStrictEqual([])
    expect(maps.length).toBe(within('dist', '.d.ts').length)
  })

  test('that a document links to are there', () => {
    const dangling = files
      .filter((file) => file.endsWith('.md'))
      .flatMap((file) =>
        [...textOf(file).matchAll(/\]\(([^)\s#]+)[^)]*\)|<img[^>]* src="([^"]+)"/g)]
          .map(([, link, image]) => link ?? image ?? '')
          .filter((link) => !/^(https?|mailto):/.test(link))
          .filter((link) => {
            const target = resolve(installed, dirname(file), link)
            return !target.startsWith(installed) || !existsSync(target)
          })
          .map((link) => `${file} -> ${link}`)
      )
    expect(dangling).toStrictEqual([])
  })
})

describe('size', () => {
  interface Sizes {
    readonly packed: number
    readonly unpacked: number
    /** Minified and gzipped, with all that it imports but peers that the host injects. */
    readonly bundled: Record<string, number>
  }

  const measured = async (): Promise<Sizes> => {
    const bundled = doors.map(async ({ name }) => {
      const stdin = { contents: `export * from '${name}'`, resolveDir: inject('consumer') }
      const options = { bundle: true, minify: true, format: 'esm', target: 'es2022', write: false, logLevel: 'silent' } as const
      const { outputFiles } = await build({ ...options, stdin, external: ['node:*', 'better-sqlite3'] })
      return [name, gzipSync(outputFiles[0]?.contents ?? '', { level: 9 }).length] as const
    })
    return {
      packed: statSync(inject('tarball')).size,
      unpacked: files.reduce((sum, file) => sum + statSync(join(installed, file)).size, 0),
      bundled: Object.fromEntries(await Promise.all(bundled))
    }
  }

  test('is within a tenth of the record in sizes.json; UPDATE_SIZES=1 writes a new one', async () => {
    const record = join(own, 'sizes.json')
    const now = await measured()
    if (process.env.UPDATE_SIZES !== undefined) writeFileSync(record, `${JSON.stringify(now, undefined, 2)}\n`)
    const flat = ({ bundled, ...others }: Sizes): Record<string, number> => ({ ...others, ...bundled })
    const recorded = flat(JSON.parse(readFileSync(record, 'utf8')))
    const changed = Object.entries(flat(now)).filter(([name, bytes]) => !(Math.abs(bytes - (recorded[name] ?? 0)) <= bytes / 10))
    expect(changed, 'bytes').toStrictEqual([])
    expect(Object.keys(recorded)).toStrictEqual(Object.keys(flat(now)))
  })
})
