/** A release, from a changeset to what the registry is given: in a copy of the repository, with a registry of its own. */
import { execFileSync, spawn } from 'node:child_process'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync
} from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { json } from 'node:stream/consumers'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { root, run } from './support.ts'

interface Published {
  readonly name: string
  readonly versions: Record<string, Record<string, unknown>>
}

const copy = realpathSync(mkdtempSync(join(tmpdir(), 'association-lifecycle-release-')))
const textOf = (file: string) => readFileSync(join(copy, file), 'utf8')
const manifest = () => JSON.parse(textOf('package.json'))
const git = (...args: string[]) =>
  execFileSync('git', ['-c', 'user.name=test', '-c', 'user.email=test@example.invalid', '-c', 'commit.gpgsign=false', ...args], {
    cwd: copy,
    encoding: 'utf8'
  })
const npmRun = (script: string) => run('npm', ['run', '--silent', script], copy)

const write = (file: string, text: string) => {
  mkdirSync(dirname(join(copy, file)), { recursive: true })
  writeFileSync(join(copy, file), text)
}

beforeAll(() => {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8'
  })
  for (const file of listed.split('\0').filter((name) => !/^(test\/|node_modules$|$)/.test(name)))
    cpSync(join(root, file), join(copy, file))
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'), 'junction')
  git('init', '--quiet', '--initial-branch=main')
})

beforeEach(() => {
  git('add', '--all')
  git('commit', '--quiet', '--allow-empty', '--message', 'before')
})

afterEach(() => {
  git('reset', '--quiet', '--hard')
  git('clean', '--quiet', '--force', '-d')
})

afterAll(() => rmSync(copy, { recursive: true, force: true }))

/** What the notes are for the version that is there. */
const notes = (heading: string) => write('CHANGELOG.md', textOf('CHANGELOG.md').replace(/^## .*$/m, `## ${heading}`))

describe('the next version', () => {
  test('has its number, and its notes above the others', () => {
    notes('0.1.0')
    const before = textOf('CHANGELOG.md')
    const lock = JSON.parse(textOf('package-lock.json'))
    write('.changeset/brave-share.md', "---\n'association-lifecycle': minor\n---\n\nShares can be brave.\n")
    expect(npmRun('release:prepare')).toMatchObject({ status: 0 })

    expect(manifest().version).toBe('0.2.0')
    expect(JSON.parse(textOf('docs/reference/openapi/resource-sharing.json')).info.version).toBe('0.2.0')
    const after = textOf('CHANGELOG.md')
    expect(after).toMatch(
      /^# Changelog\n\n## 0\.2\.0\n\n### Minor Changes\n\n- (?:[0-9a-f]+: )?Shares can be brave\.\n\n## 0\.1\.0\n/
    )
    expect(after.endsWith(before.slice(before.indexOf('## 0.1.0')))).toBe(true)
    expect(readdirSync(join(copy, '.changeset'))).toStrictEqual(['config.json'])
    const raised = { ...lock, version: '0.2.0', packages: { ...lock.packages, '': { ...lock.packages[''], version: '0.2.0' } } }
    expect(JSON.parse(textOf('package-lock.json'))).toStrictEqual(raised)
  })
})

describe('publishing', () => {
  let registry: Server
  let published: Published[]

  beforeAll(async () => {
    registry = createServer(async (request, response) => {
      if (request.method === 'PUT') published.push((await json(request)) as Published)
      response.writeHead(request.method === 'PUT' ? 201 : 404, { 'content-type': 'application/json' }).end('{}')
    })
    await new Promise<void>((resolve) => registry.listen(0, '127.0.0.1', resolve))
  })

  beforeEach(() => {
    published = []
  })

  afterAll(() => new Promise((resolve) => registry.close(resolve)))

  /** As the workflow does; without provenance, for which GitHub's identity is needed. */
  const release = (
    env: NodeJS.ProcessEnv = { GITHUB_SERVER_URL: 'https://github.example', GITHUB_REPOSITORY: 'somebody/somewhere' }
  ) =>
    new Promise<{ status: number | null; output: string }>((resolve) => {
      const address = `127.0.0.1:${(registry.address() as AddressInfo).port}`
      write('.npmrc', `registry=http://${address}/\n//${address}/:_authToken=none\n`)
      write('package.json', textOf('package.json').replace('"provenance": true', '"provenance": false'))
      const { GITHUB_SERVER_URL: _, GITHUB_REPOSITORY: __, ...own } = process.env
      const child = spawn('npm', ['run', '--silent', 'release'], {
        cwd: copy,
        env: { ...own, CI: 'true', npm_config_registry: `http://${address}/`, ...env }
      })
      let output = ''
      for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
      child.once('close', (status) => resolve({ status, output }))
    })

  test('names the repository that it is built in, and leaves package.json as it is', async () => {
    notes('0.1.0')
    const { status, output } = await release()
    expect(status, output).toBe(0)
    expect(published.map(({ name, versions }) => [name, versions['0.1.0']])).toStrictEqual([
      [
        'association-lifecycle',
        expect.objectContaining({
          version: '0.1.0',
          repository: { type: 'git', url: 'git+https://github.example/somebody/somewhere.git' },
          bugs: { url: 'https://github.example/somebody/somewhere/issues' },
          homepage: 'https://github.example/somebody/somewhere#readme'
        })
      ]
    ])
    expect(manifest().repository).toBeUndefined()
    expect(git('tag')).toBe('v0.1.0\n')
    expect(output).toContain('New tag:')
  })

  test.each([
    ['waits while the notes say that the version is not released', '0.1.0 (unreleased)', undefined, 0, 'nothing is released'],
    ['fails where the notes are of another version', '0.0.9', undefined, 1, 'CHANGELOG.md must begin with "## 0.1.0"'],
    ['fails outside of the workflow', '0.1.0', {}, 1, 'releases are made by the workflow']
  ])('%s', async (_, heading, env, status, line) => {
    notes(heading)
    expect(await release(env)).toStrictEqual({ status, output: expect.stringContaining(line) })
    expect(published).toStrictEqual([])
  })
})
