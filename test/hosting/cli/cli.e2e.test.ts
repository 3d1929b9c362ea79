/** The built program, run as a user runs it. */
import { execFile, spawn } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { create, fileOf, signal } from '../scenarios/support.ts'

const program = fileURLToPath(new URL('../../../dist/hosting/cli/main.js', import.meta.url))
const exampleFile = (name: string) => fileURLToPath(new URL(`../../../docs/examples/${name}.json`, import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'scenarios-'))

afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

interface Ran {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

/** Nothing of the surroundings gets in: neither their colours nor their width. */
const cli = (
  args: readonly string[],
  {
    input = '',
    env = {},
    cwd = folder,
    main = program
  }: { input?: string | Buffer; env?: NodeJS.ProcessEnv; cwd?: string; main?: string } = {}
) =>
  new Promise<Ran>((resolve) => {
    const child = execFile(
      process.execPath,
      [main, ...args],
      { cwd, env: { PATH: process.env.PATH, ...env }, maxBuffer: 64 * 1024 * 1024 },
      (_error, out, err) => resolve({ code: child.exitCode, out, err })
    )
    child.stdin?.on('error', () => undefined)
    child.stdin?.end(input)
  })

const fileWith = (name: string, content: string | Buffer): string => {
  const file = join(folder, name)
  writeFileSync(file, content)
  return file
}

const escapeByte = '\u001b'

describe('without arguments', () => {
  test('it tells the documented request of each system and the whole life around it', async () => {
    const { code, out, err } = await cli([])
    expect([code, err]).toStrictEqual([0, ''])
    for (const text of [
      '"RequestId": "95230BC9-A8E8-4493-96BD-4F0C758E37F8"',
      '"UpdateTime": "2020-12-04T09:40:45.556Z"',
      '< 409 {',
      '"Code": "DisassociateConflict"',
      '"Code": "ResourceAndTargetBothEmpty"',
      'gone at 96h',
      'deleted at 48h',
      '"success_resources": [{ "resource_id": "bce8d47a-af17-4169-901f-4c7ae9f29c2c" }]',
      '"fail_resources": [{ "resource_id": "bce8d47a-af17-4169-901f-4c7ae9f29c2c" }]',
      '"reason": "NotAssociated"',
      '"code": "AutoBackup.0205"'
    ])
      expect(out).toContain(text)
    for (const type of [
      'CreateResourceShare',
      'AssociateResourceShare',
      'AssociationSucceeded',
      'DisassociateResourceShare',
      'DisassociationSucceeded',
      'Sweep',
      'CreateBackupPolicy',
      'AssociateResources',
      'DisassociateResources',
      'DeleteBackupPolicy'
    ])
      expect(out).toMatch(new RegExp(`^\\[\\d+\\] +${type}`, 'm'))
    expect(out.match(/^✓ \d+ steps, \d+ refused, \d+ expectations, all met$/gm)).toHaveLength(2)
  })

  test('twice the same, whatever the working folder and the time zone', async () => {
    const [here, there] = await Promise.all([cli([]), cli([], { cwd: tmpdir(), env: { TZ: 'Asia/Shanghai' } })])
    expect(here.out).toBe(there.out)
  })

  test('all is well only if both are: exit code 1 where one of them does not come as expected', async () => {
    const copy = join(folder, 'copy')
    const root = fileURLToPath(new URL('../../../', import.meta.url))
    for (const name of ['dist', 'docs/examples', 'package.json']) cpSync(join(root, name), join(copy, name), { recursive: true })
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
    const main = join(copy, 'dist/hosting/cli/main.js')
    const plainly = await cli([])
    expect(await cli([], { main })).toStrictEqual(plainly)
    for (const name of ['documented-disassociation', 'backup-policies']) {
      const file = join(copy, 'docs/examples', `${name}.json`)
      const text = readFileSync(file, 'utf8')
      writeFileSync(file, text.replace('"ok": true', '"ok": false'))
      for (const args of [[], ['--json']]) {
        const { code, out, err } = await cli(args, { main })
        expect(code).toBe(1)
        expect(err).toMatch(
          new RegExp(`^${name}\\.json:\\d+:\\d+: steps\\[0\\]\\.expect: expected a refusal; it was accepted\\n$`)
        )
        expect(out.match(/all met|not met|"kind":"summary"/g)).toHaveLength(2)
      }
      writeFileSync(file, text)
    }
  })

  test('as it was written down: the output of a first look', async () => {
    const { out } = await cli([], { env: { COLUMNS: '80' } })
    await expect(out).toMatchFileSnapshot('first-look.txt')
  })
})

describe('a scenario', () => {
  test.each(['documented-disassociation', 'invitations-and-failures', 'backup-policies'])(
    '%s, from a file and from standard input',
    async (name) => {
      const file = await cli([exampleFile(name)])
      const input = await cli(['-'], { input: readFileSync(exampleFile(name)) })
      expect([file.code, file.err]).toStrictEqual([0, ''])
      expect(input).toStrictEqual(file)
    }
  )

  test('raises an alarm where a record goes that is still in effect, and lists it before', async () => {
    const { out } = await cli([exampleFile('invitations-and-failures')])
    expect(out).toContain('\n     ! rs-partners**** Image img-partners-b****: still in effect, but its record is gone\n')
    expect(out).toMatch(/failedDisassociations[\s\S]*"expiresFrom": "2026-03-06T09:00:05.000Z"[\s\S]*! rs-partners/)
    expect(out).toContain('InvitationExpired')
  })

  test('is named from where the user is, also through npm, which runs elsewhere', async () => {
    fileWith('mine.json', JSON.stringify(fileOf([create()])))
    const env = { npm_lifecycle_event: 'start', INIT_CWD: folder }
    expect((await cli(['mine.json'])).code).toBe(0)
    expect((await cli(['mine.json'], { cwd: tmpdir(), env })).code).toBe(0)
    expect((await cli(['mine.json'], { cwd: tmpdir() })).code).toBe(2)
  })

  test('that does not come as expected: exit code 1, and each place on a line', async () => {
    const steps = [
      { ...create(), expect: { code: 'InvalidParameter' } },
      create(),
      { sweep: true, expect: { events: ['AssociationExpired'] } }
    ]
    const file = fileWith('unmet.json', JSON.stringify(fileOf(steps), null, 2))
    const { code, out, err } = await cli([file])
    expect(code).toBe(1)
    const [first, second, ...more] = err.trimEnd().split('\n')
    expect(first).toMatch(/unmet\.json:\d+:\d+: steps\[0\]\.expect: expected InvalidParameter; it was accepted$/)
    expect(second).toMatch(/steps\[2\]\.expect: expected the events \[AssociationExpired\]; they are \[\]$/)
    expect(more).toStrictEqual([])
    expect(out).toContain('✗ expected InvalidParameter; it was accepted')
    expect((await cli(['--json', file])).code).toBe(1)
  })

  test('with strange commands runs, and they get their documented errors', async () => {
    const strange = '{"type":"__proto__","__proto__":{"type":"Sweep"},"request":[[[]]]}'
    const text = JSON.stringify(fileOf([signal('AssociationSucceeded', 'v'), 'HERE'])).replace('"HERE"', `{"command":${strange}}`)
    const { code, out, err } = await cli(['-'], { input: text })
    expect([code, err]).toStrictEqual([0, ''])
    expect(out).toContain('"Code": "InvalidParameter"')
  })
})

describe('--json', () => {
  test('is one object a line, each step and a summary, and nothing else', async () => {
    const { code, out, err } = await cli(['--json'])
    expect([code, err, out.at(-1)]).toStrictEqual([0, '', '\n'])
    const all = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>)
    const lines = all.slice(0, all.findIndex(({ kind }) => kind === 'summary') + 1)
    const more = all.slice(lines.length)
    expect(more.at(-1)).toMatchObject({ kind: 'summary', system: 'backup-policies', ok: true, steps: more.length - 1 })
    expect(more.find(({ failures }) => failures !== undefined)).toMatchObject({
      ok: true,
      status: 200,
      reply: { success_resources: [], fail_resources: [{ resource_id: 'bce8d47a-af17-4169-901f-4c7ae9f29c2c' }] },
      failures: [{ reason: 'NotAssociated' }]
    })
    const { steps } = JSON.parse(readFileSync(exampleFile('documented-disassociation'), 'utf8')) as { steps: unknown[] }
    expect(lines.slice(0, -1).map(({ step }) => step)).toStrictEqual(steps.map((_, at) => at))
    expect(lines.at(-1)).toMatchObject({ kind: 'summary', ok: true, steps: steps.length, unmet: [], refused: 4 })
    expect(lines[0]).toMatchObject({
      kind: 'command',
      at: '2020-12-04T09:40:41.250Z',
      elapsedMs: 0,
      asked: { type: 'CreateResourceShare' },
      status: 200,
      ok: true,
      reply: { ResourceShare: { ResourceShareId: 'rs-6GRmdD3X****' } },
      events: [{ type: 'ResourceShareCreated' }]
    })
    expect(lines[2]).toMatchObject({
      ok: false,
      status: 409,
      code: 'DisassociateConflict',
      reply: { Code: 'DisassociateConflict' },
      events: []
    })
    expect(lines[20]).toMatchObject({
      kind: 'clock',
      advancedMs: 1,
      passed: [{ changes: [{ what: 'mayGo', id: '172050525300****' }] }]
    })
  })

  test('has no colour, even where that is forced', async () => {
    expect((await cli(['--json'], { env: { FORCE_COLOR: '1' } })).out).not.toContain(escapeByte)
  })
})

describe('colour', () => {
  test('is not in a pipe, not under NO_COLOR, and there where it is forced', async () => {
    expect((await cli([])).out).not.toContain(escapeByte)
    expect((await cli([], { env: { NO_COLOR: '1', FORCE_COLOR: '1' } })).out).not.toContain(escapeByte)
    const forced = (await cli([], { env: { FORCE_COLOR: '1' } })).out
    expect(forced).toContain(escapeByte)
    expect(forced.replace(new RegExp(`${escapeByte}\\[[\\d;]*m`, 'g'), '')).toBe((await cli([])).out)
  })

  test('a scenario cannot bring its own', async () => {
    const text = JSON.stringify(
      fileOf([{ note: 'red \u001b[31m' }, { command: { type: '\u009b31m\u001b[2J' } }], { title: '\u001b]0;mine\u0007' })
    )
    const { code, out } = await cli(['-'], { input: text })
    expect(code).toBe(0)
    expect(out.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u)
  })
})

describe('a broken scenario: exit code 2, nothing on standard output, and one line that names the place', () => {
  const broken: readonly (readonly [what: string, content: string | Buffer, line: string | RegExp])[] = [
    ['nothing', '', ':1:1: there is nothing here: a JSON object is expected'],
    ['an unfinished text', '{\n  "system": "resource-', ':2:13: this text is not closed on its line: a double quote is missing'],
    ['a comma too many', '{\n  "steps": [\n    1,\n  ]\n}', ':4:3: a value is expected here; there is "]"'],
    ['a comma too few', '{ "a": 1\n  "b": 2 }', ':2:3: "," or "}" is expected here; there is "\\""'],
    ['a comment', '{ // no\n}', ':1:3: the name of a field, in double quotes, is expected here; there is "//"'],
    ['more than one value', '{} {}', ':1:4: the JSON ends before "{"'],
    ['the same field twice', '{ "a": 1,\n "a": 2 }', ':2:2: the field "a" is there twice'],
    ['a deep nest', '['.repeat(100_000), ':1:202: nested more than 200 levels deep'],
    ['no text', Buffer.from([0x7b, 0xff, 0xfe]), ': is not a text in UTF-8'],
    ['a list', '[]', ':1:1: must be an object; it is []'],
    [
      'another system',
      '{ "system": "backups" }',
      ':1:13: system: must be one of resource-sharing, backup-policies; it is "backups"'
    ],
    [
      'an unknown field',
      JSON.stringify(fileOf([], { speed: 2 })),
      /:1:\d+: speed: there is no such field; here go system, version, /
    ],
    [
      'a control character',
      JSON.stringify(fileOf([], { '\u001b[31m\n': 2 })),
      /:1:\d+: \["\\u001b\[31m\\n"\]: there is no such field/
    ],
    [
      'a bad duration',
      JSON.stringify(fileOf([{ advance: '1h' }, { advance: '4 sec' }]), null, 2),
      /:13:18: steps\[1\]\.advance: must be a duration such as "4\.306s", .*; it is "4 sec"$/
    ],
    [
      'a bad time',
      JSON.stringify(fileOf([{ at: '2020-02-30' }])),
      /:1:\d+: steps\[0\]\.at: must be a time such as .*; it is "2020-02-30"$/
    ],
    [
      'an unknown step',
      JSON.stringify(fileOf([{ wait: 1 }])),
      /:1:\d+: steps\[0\]: must be a step, with one of command, signal, query, sweep, advance, at or note$/
    ],
    [
      'no facts',
      JSON.stringify(fileOf([{ sweep: true, facts: { retention: { floorMs: 2, ceilingMs: 1 } } }])),
      /:1:\d+: steps\[0\]\.facts\.retention: must be a window/
    ],
    [
      'a signal where there are none',
      JSON.stringify(
        fileOf([{ signal: { type: 'AssociationSucceeded' } }], { system: 'backup-policies', facts: { projectId: 'p' } })
      ),
      /:1:\d+: steps\[0\]\.signal: backup-policies has no signals: all is done at once$/
    ],
    [
      'facts of another system',
      JSON.stringify(fileOf([], { system: 'backup-policies' })),
      /:1:\d+: facts\.accountId: there is no such field; here go projectId, /
    ],
    ['a time that no library takes', JSON.stringify(fileOf([], { start: 1e300 })), /:1:\d+: start: must be a time/]
  ]

  const ways = [
    ['as a file', (content: string | Buffer) => cli([fileWith('broken.json', content)])],
    ['as a file, asked for lines', (content: string | Buffer) => cli(['--json', fileWith('broken.json', content)])],
    ['from standard input', (content: string | Buffer) => cli(['-'], { input: content })]
  ] as const

  // A process takes its time: each text comes in one of the ways, in turn.
  test.each(broken.map(([what, content, line], at) => [what, ...(ways[at % ways.length] ?? ways[0]), content, line] as const))(
    '%s, %s',
    async (_what, _way, run, content, line) => {
      const { code, out, err } = await run(content)
      expect([code, out]).toStrictEqual([2, ''])
      expect(err.split('\n')).toHaveLength(2)
      const told = err.trimEnd().replace(join(folder, 'broken.json'), '').replace('<stdin>', '')
      if (typeof line === 'string') expect(told).toBe(line)
      else expect(told).toMatch(line)
      expect(told).not.toMatch(/\p{Cc}/u)
    }
  )

  test('what is no file', async () => {
    mkdirSync(join(folder, 'folder.json'), { recursive: true })
    expect(await cli(['folder.json'])).toStrictEqual({ code: 2, out: '', err: 'folder.json: is a directory, not a scenario\n' })
    expect(await cli(['none.json'])).toStrictEqual({ code: 2, out: '', err: 'none.json: there is no such file\n' })
    expect(await cli([''])).toStrictEqual({ code: 2, out: '', err: '"": there is no such file\n' })
    expect(await cli(['a\nb'])).toStrictEqual({ code: 2, out: '', err: 'a\\u000ab: there is no such file\n' })
    expect((await cli(['x'.repeat(5_000)])).err).toMatch(/^x+: the name is too long\n$/)
  })

  test.each([
    [['--speed'], "Unknown option '--speed'; --help says what there is"],
    [['-x'], "Unknown option '-x'; --help says what there is"],
    [['--json=1'], "Option '--json' does not take an argument; --help says what there is"],
    [['a.json', 'b.json'], 'one scenario at a time; got a.json, b.json; --help says what there is']
  ])('bad arguments: %j', async (args, line) => {
    expect(await cli(args)).toStrictEqual({ code: 2, out: '', err: `${line}\n` })
  })
})

test.each(['--version', '-V'])('%s says which one it is', async (flag) => {
  const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'))
  expect(await cli([flag])).toStrictEqual({ code: 0, out: `${version}\n`, err: '' })
})

test('--help says what there is', async () => {
  const { code, out, err } = await cli(['--help'])
  expect([code, err]).toStrictEqual([0, ''])
  for (const word of ['--json', 'standard input', '"advance"', '"expect"', 'NO_COLOR']) expect(out).toContain(word)
  expect(await cli(['-h'])).toStrictEqual({ code, out, err })
})

test('a reader that has seen enough is no error', async () => {
  const steps = Array.from({ length: 3_000 }, () => ({ command: { type: 'DeleteResourceShare', request: {} } }))
  const child = spawn(process.execPath, [program, fileWith('long.json', JSON.stringify(fileOf(steps)))], {
    stdio: ['ignore', 'pipe', 'pipe']
  })
  let err = ''
  child.stderr.on('data', (chunk) => {
    err += chunk
  })
  child.stdout.once('data', () => child.stdout.destroy())
  const code = await new Promise((resolve) => child.on('close', resolve))
  expect([code, err]).toStrictEqual([0, ''])
})
