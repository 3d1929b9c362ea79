/** Where each operation is on the wire, and what the service demands of a caller: a token of the project, no action of its own. */
import { expect, test } from 'vitest'
import { backupPolicies } from '../../src/index.ts'

const { operations } = backupPolicies

test.each([
  ['CreateBackupPolicy', 'POST', '/v2/{project_id}/backuppolicy', 200, 'Write'],
  ['AssociateResources', 'POST', '/v2/{project_id}/backuppolicyresources', 200, 'Write'],
  ['DisassociateResources', 'POST', '/v2/{project_id}/backuppolicyresources/{policy_id}/deleted_resources', 200, 'Write'],
  ['DeleteBackupPolicy', 'DELETE', '/v2/{project_id}/backuppolicy/{policy_id}', 204, 'Write'],
  ['ListBackupPolicies', 'GET', '/v2/{project_id}/backuppolicy', 200, 'List']
] as const)('%s: %s %s, %i, %s', (name, method, path, status, accessLevel) => {
  const documented = { method, path, status, action: null, accessLevel, resource: '*', deniedWith: [401, 403] }
  expect(operations[name]).toStrictEqual(documented)
  expect(Object.isFrozen(operations[name])).toBe(true)
})

test('there are no others', () => {
  expect(Object.keys(operations)).toHaveLength(5)
})
