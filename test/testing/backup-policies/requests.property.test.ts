/** Arbitrary commands of backup policies: what is valid breaks no rule of shape, and what breaks a rule breaks just that one. */
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { backupPolicies } from '../../../src/index.ts'
import { brokenCommand, hostileCommand, rules } from '../../../src/testing/backup-policies/broken-requests.ts'
import { command, policyIds, scheduledPolicy } from '../../../src/testing/backup-policies/requests.ts'
import { creation, factsOf, must } from '../../backup-policies/support.ts'

const { apply, initialState } = backupPolicies
type Command = backupPolicies.BackupPoliciesCommand

/** With all policies but the last, so that a new one can be made. */
const state = policyIds.slice(0, -1).reduce((before, id) => must(before, creation(id)), initialState)
const withAll = must(state, creation(policyIds.at(-1)))

const codeOf = (given: unknown, before = withAll) => {
  const { result, state: after, events } = apply(before, given as Command, factsOf())
  if (!result.ok) expect([after === before, events]).toStrictEqual([true, []])
  return result.ok ? 'ok' : result.error.code
}

test('a valid command is refused for what there is, not for what it is', () => {
  const allowed = new Set(['ok', 'AutoBackup.0006', 'AutoBackup.0205'])
  fc.assert(
    fc.property(command, (given) => {
      expect(allowed).toContain(codeOf(given))
      if (given.type !== 'CreateBackupPolicy') expect(codeOf(given)).toBe('ok')
    })
  )
})

test('a valid schedule makes a policy', () => {
  fc.assert(
    fc.property(scheduledPolicy, (schedule) => {
      expect(codeOf(creation(policyIds.at(-1), { scheduled_policy: schedule }), state)).toBe('ok')
    })
  )
})

test.each(Object.keys(rules) as (keyof typeof rules)[])('%s, broken, is refused with the code of the rule', (type) => {
  const met = new Set<string>()
  fc.assert(
    fc.property(brokenCommand(type), ({ code, command: broken }) => {
      expect(codeOf(broken)).toBe(code)
      met.add(code)
    }),
    { numRuns: 400 }
  )
  expect(met).toStrictEqual(new Set(rules[type].map(([code]) => code)))
})

test('a hostile command gets an answer', () => {
  fc.assert(
    fc.property(hostileCommand, (given) => {
      expect(codeOf(given)).toMatch(/^(ok|AutoBackup\.\d{4})$/)
    })
  )
})
