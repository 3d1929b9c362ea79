/**
 * The types, as consumers of both TypeScripts see them, resolved as bundlers and as Node do. Declarations of the package are checked, too,
 * but where `exactOptionalPropertyTypes` is on: those of xstate do not pass it.
 */
import { copyFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, inject, test } from 'vitest'
import { own, root, run } from './support.ts'

const consumer = inject('consumer')
copyFileSync(join(own, 'consumer.ts'), join(consumer, 'consumer.ts'))

const compilers = [
  ['5.9', join(own, 'node_modules/typescript59')],
  ['7.0', join(root, 'node_modules/typescript')]
] as const

const resolutions = [
  ['bundler', { module: 'esnext', moduleResolution: 'bundler' }],
  ['node16', { module: 'node16', moduleResolution: 'node16' }]
] as const

const strictnesses = [
  ['strict, all declarations checked', { skipLibCheck: false }],
  [
    'strict with exactOptionalPropertyTypes',
    { skipLibCheck: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true }
  ]
] as const

describe.each(compilers)('TypeScript %s', (version, folder) => {
  const tsc = join(folder, 'bin/tsc')

  test('it is that TypeScript', () => {
    expect(run(process.execPath, [tsc, '--version']).stdout).toContain(`Version ${version}.`)
  })

  describe.each(resolutions)('moduleResolution %s', (resolution, { module, moduleResolution }) => {
    test.each(strictnesses)('%s', (_, strictness) => {
      const project = join(consumer, `tsconfig-${version}-${resolution}-${strictness.skipLibCheck}.json`)
      const options = {
        target: 'es2022',
        lib: ['es2023', 'dom'],
        types: ['node'],
        strict: true,
        noEmit: true,
        module,
        moduleResolution,
        ...strictness
      }
      writeFileSync(project, JSON.stringify({ compilerOptions: options, files: ['consumer.ts'] }))
      expect(run(process.execPath, [tsc, '-p', project])).toStrictEqual({ status: 0, stdout: '', stderr: '' })
    })
  })
})
