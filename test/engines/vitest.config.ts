import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  test: {
    include: ['test/engines/**/*.test.ts'],
    exclude: ['**/node_modules/**'],
    globalSetup: ['test/engines/install.ts'],
    reporters: process.env.CI ? ['default', ['json', { outputFile: 'test-results-engines.json' }]] : ['default'],
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 120_000
  }
})
