import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  test: {
    include: ['test/package/*.test.ts'],
    globalSetup: ['test/package/install.ts'],
    reporters: process.env.CI ? ['default', ['json', { outputFile: 'test-results-package.json' }]] : ['default'],
    maxWorkers: '100%',
    testTimeout: 300_000,
    hookTimeout: 300_000
  }
})
