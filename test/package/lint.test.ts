/** What publint and Are The Types Wrong say of the package: nothing. */
import { join } from 'node:path'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { expect, inject, test } from 'vitest'
import { doors, installed, own, run } from './support.ts'

test('publint has nothing to say', async () => {
  const { messages, pkg } = await publint({ pkgDir: installed, strict: true, pack: false })
  expect(messages.map((message) => formatMessage(message, pkg))).toStrictEqual([])
})

test('the types are right for whoever imports them as ESM', () => {
  const attw = join(own, 'node_modules/@arethetypeswrong/cli/dist/index.js')
  const { status, stdout, stderr } = run(process.execPath, [attw, inject('tarball'), '--profile', 'esm-only', '--no-color'])
  expect(status, stdout + stderr).toBe(0)
  for (const { name } of doors) expect(stdout).toContain(`"${name}"`)
})
