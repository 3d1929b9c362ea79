import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { defineConfig, type Plugin } from 'vitest/config'

const root = fileURLToPath(new URL('../..', import.meta.url))
const source = join(root, 'src/')
const { CONSUMER_PROJECT: consumer = '' } = process.env
const packed = join(consumer, 'node_modules/association-lifecycle/dist/')

/** What the tests import of `src` is what the package has in `dist`; what both import, such as xstate, is that of the package, too. */
const packedInPlaceOfSource: Plugin = {
  name: 'packed-in-place-of-source',
  enforce: 'pre',
  resolveId(id, importer, options) {
    if (importer === undefined || id.startsWith('node:') || id.startsWith('vitest')) return
    if (!id.startsWith('.')) return this.resolve(id, join(consumer, 'index.js'), { ...options, skipSelf: true })
    const path = resolve(importer, '..', id)
    return path.startsWith(source) ? join(packed, path.slice(source.length).replace(/\.ts$/, '.js')) : undefined
  },
  load(id) {
    if (id.startsWith(source)) throw new Error(`${id} is the source; these tests are for the package`)
  }
}

const rooms = [
  ...['collections', 'decider', 'lifecycle', 'aggregate', 'resource-sharing', 'backup-policies', 'testing'],
  ...['cli', 'http', 'inspector', 'restate', 'runtime', 'scenarios', 'schemas', 'sqlite'].map((door) => `hosting/${door}`)
]

/** The library's own tests by example, against the package that is installed in `CONSUMER_PROJECT`. */
export default defineConfig({
  root,
  plugins: [packedInPlaceOfSource],
  test: {
    include: rooms.map((room) => `test/${room}/**/*.unit.test.ts`),
    // Properties by nature: they take longer than all the others.
    exclude: ['conformance', 'nonconformance'].map((name) => `test/testing/${name}.unit.test.ts`),
    maxWorkers: '100%',
    isolate: false,
    testTimeout: 120_000
  }
})
