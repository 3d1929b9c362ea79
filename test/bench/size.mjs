// The pure entry as a browser gets it: bundled, minified and gzipped, without xstate and immer.
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'

/** Bytes of the pure entry. */
export const measureSize = async () => {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('../../dist/index.js', import.meta.url))],
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    external: ['xstate', 'immer'],
    write: false
  })
  return gzipSync(outputFiles[0].contents, { level: 9 }).length
}
