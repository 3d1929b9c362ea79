import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { demoConfig, directoryOf, readConfig } from '../../../src/hosting/serve/config.ts'

const folder = mkdtempSync(join(tmpdir(), 'config-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const read = (content: unknown) => {
  const file = join(folder, 'config.json')
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content))
  return readConfig(file, 'config.json')
}

const keys = { accessKeys: {}, tokens: {} }

test('what is right is read as it is', async () => {
  const whole = {
    ...demoConfig,
    directories: [
      { id: 'rd-1', managementAccountId: 'a', memberIds: ['b'], folders: { 'fd-1': ['c'] }, accountsWithRunningTasks: [] }
    ],
    failures: [{ pattern: '^vsw-\\d$', operation: 'Associate', reason: 'No.' }],
    resourceSharing: {
      limits: { sharesPerAccount: 1 },
      resourceTypes: { Moon: { leavable: true, external: true, service: false } },
      retention: { floorMs: 1, ceilingMs: 2 }
    },
    backupPolicies: { limits: { policiesPerProject: 1 }, executingPolicyIds: [], retention: { floorMs: 1, ceilingMs: 2 } }
  }
  expect(await read(whole)).toStrictEqual(whole)
})

test.each([
  ['{', /^config\.json:1:2: /],
  [[], /^config\.json:1:1: must be an object/],
  [{ accessKeys: {} }, /"tokens" is missing/],
  [{ ...keys, acessKeys: {} }, /acessKeys: there is no such field/],
  [{ ...keys, accessKeys: { id: { accountId: 'a' } } }, /accessKeys\.id: "secret" is missing/],
  [{ ...keys, accessKeys: { id: { secret: '', accountId: 'a' } } }, /accessKeys\.id\.secret: must be a text that is not empty/],
  [{ ...keys, tokens: { t: '' } }, /tokens\.t: must be a text that is not empty/],
  [{ ...keys, failures: [{ pattern: '(' }] }, /failures\[0\]\.pattern: must be a regular expression/],
  [{ ...keys, failures: [{ pattern: '.', operation: 'Delete' }] }, /must be "Associate" or "Disassociate"/],
  [{ ...keys, resourceSharing: { accountId: 'a' } }, /there is no such field/],
  [{ ...keys, backupPolicies: { retention: { floorMs: 2, ceilingMs: 1 } } }, /floorMs not above ceilingMs/]
])('what is wrong is said in one line, with its place: %j', async (content, message) => {
  await expect(read(content)).rejects.toThrow(message)
})

test('an account has the directory that it manages, is a member of, or is in a folder of', () => {
  const directories = [
    { id: 'rd-1', managementAccountId: 'a', memberIds: ['b'] },
    { id: 'rd-2', managementAccountId: 'c', memberIds: [], folders: { 'fd-1': ['d'] } }
  ]
  const found = ['a', 'b', 'c', 'd', 'e'].map((account) => directoryOf({ ...demoConfig, directories }, account)?.id)
  expect(found).toStrictEqual(['rd-1', 'rd-1', 'rd-2', 'rd-2', undefined])
  expect(directoryOf({ accessKeys: {}, tokens: {} }, 'a')).toBeUndefined()
})
