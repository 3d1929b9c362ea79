/** The program of the package, as `npx` runs it in a project that has installed it. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { describe, expect, inject, test } from 'vitest'
import { nodeOf, nodeVersions } from './nodes.mjs'
import { installed, manifest, run } from './support.ts'

const consumer = inject('consumer')
const npx = (...args: string[]) => run('npx', ['--no', '--', 'association-lifecycle', ...args])

test('npx runs a scenario of the docs', () => {
  const { status, stdout, stderr } = npx('node_modules/association-lifecycle/docs/examples/documented-disassociation.json')
  expect({ status, stderr }).toStrictEqual({ status: 0, stderr: '' })
  expect(stdout).toContain('DisassociateResourceShare')
})

test('npx says what there is, and which version it is', () => {
  expect(npx('--help')).toMatchObject({ status: 0, stdout: expect.stringMatching(/^usage: association-lifecycle/) })
  expect(npx('--version')).toStrictEqual({ status: 0, stdout: `${manifest.version}\n`, stderr: '' })
  expect(npx('no-such-file.json')).toMatchObject({ status: 2, stdout: '' })
})

describe.each(nodeVersions)('on Node %i', (major) => {
  const bin = join(installed, 'dist/hosting/cli/main.js')

  test('both documented scenarios run where none is given', () => {
    const { status, stdout, stderr } = run(nodeOf(major), [bin])
    expect({ status, stderr }).toStrictEqual({ status: 0, stderr: '' })
    expect(stdout.length).toBeGreaterThan(2000)
  })

  test('the emulator answers on loopback until it is interrupted', async () => {
    const emulator = spawn(nodeOf(major), [bin, 'serve', '--port=0', '--frozen', '--start=2020-12-04T09:40:41.250Z'], {
      cwd: consumer
    })
    const ended = new Promise((resolve) => emulator.once('exit', resolve))
    try {
      const lines = createInterface(emulator.stdout)[Symbol.asyncIterator]()
      const [, url] = /^listening at (http:\/\/127\.0\.0\.1:\d+)/.exec((await lines.next()).value ?? '') ?? []
      const response = await fetch(`${url}/_emulator/clock`)
      expect(response.status).toBe(200)
      expect(JSON.stringify(await response.json())).toContain('2020-12-04T09:40:41.250Z')
    } finally {
      emulator.kill('SIGTERM')
    }
    expect(await ended).toBe(0)
  })
})
