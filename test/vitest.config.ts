import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['**/node_modules/**', 'test/engines/**', 'test/package/**'],
    reporters: process.env.CI ? ['default', ['json', { outputFile: 'test-results.json' }]] : ['default'],
    maxWorkers: '100%',
    // Nothing here keeps state in a module but the memory of pure functions, and loading everything anew for each file took a minute.
    isolate: false,
    testTimeout: 120_000,
    hookTimeout: 120_000
  }
})
