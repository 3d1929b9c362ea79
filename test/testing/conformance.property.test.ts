/** The conformance suite: the right backend passes, and every fault is found with what it does by default. */
import { describe, expect, test } from 'vitest'
import { backupPolicies, resourceSharing } from '../../src/index.ts'
import { send as sendToProjects } from '../../src/testing/backup-policies/model.ts'
import type { ConformanceOptions, ConformanceReport } from '../../src/testing/conformance.ts'
import * as kit from '../../src/testing/index.ts'
import { Nonconformance } from '../../src/testing/index.ts'
import { send as sendToShares } from '../../src/testing/resource-sharing/model.ts'
import { wrongBackends as wrongPolicies } from './backup-policies/wrong-backends.ts'
import { wrongBackends as wrongShares } from './resource-sharing/wrong-backends.ts'
import { policyService, shareService } from './services.ts'
import { backendOf } from './wrong.ts'

/** What the host alone can know, and what one of several resources fails with. */
const ofHost = ['0002', '0003', '0008', '0009', '0204', '0206', '0213'].map((number) => `AutoBackup.${number}`)

interface System {
  /** All codes that a command or a query can be refused with. */
  readonly codes: readonly string[]
  readonly types: readonly string[]
  readonly right: (options: ConformanceOptions) => Promise<ConformanceReport>
  readonly faults: Readonly<Record<string, (options: ConformanceOptions) => Promise<ConformanceReport>>>
}

const each = <Fault>(
  faults: Readonly<Record<string, Fault>>,
  suite: (fault: Fault, options: ConformanceOptions) => Promise<ConformanceReport>
) =>
  Object.fromEntries(
    Object.entries(faults).map(([name, fault]) => [name, (options: ConformanceOptions) => suite(fault, options)])
  )

const systems: Readonly<Record<string, System>> = {
  'Resource Sharing': {
    codes: Object.keys(resourceSharing.errors),
    types: [...Object.keys(resourceSharing.operations), 'AssociationFailed', 'DisassociationFailed', 'Sweep'],
    right: (options) => kit.resourceSharing.conformance(backendOf(sendToShares), options),
    faults: each(wrongShares, (fault, options) => kit.resourceSharing.conformance(backendOf(fault(sendToShares)), options))
  },
  'backup policies': {
    codes: Object.keys(backupPolicies.errors).filter((code) => code.startsWith('AutoBackup.') && !ofHost.includes(code)),
    types: [...Object.keys(backupPolicies.operations), 'listResources', 'Sweep'],
    right: (options) => kit.backupPolicies.conformance(backendOf(sendToProjects), options),
    faults: each(wrongPolicies, (fault, options) => kit.backupPolicies.conformance(backendOf(fault(sendToProjects)), options))
  }
}

describe.each(Object.entries(systems))('%s', (_, { codes, types, right, faults }) => {
  test('the right backend passes; every command is accepted and every code met on the way', async () => {
    const met = await right({ seed: 1, sameMessages: true })
    expect(met.histories).toBe(400)
    expect(Object.keys(met.codes).sort()).toStrictEqual([...codes].sort())
    expect(Object.entries(met.codes).filter(([, times]) => times < 3)).toStrictEqual([])
    expect(Object.keys(met.accepted)).toStrictEqual(expect.arrayContaining([...types]))
  })

  test('there are twenty faults at least', () => {
    expect(Object.keys(faults).length).toBeGreaterThanOrEqual(20)
  })

  describe('a backend is found out that', () => {
    test.each(Object.entries(faults))('%s', async (name, suite) => {
      const found: unknown = await suite({ seed: 1 }).catch((error: unknown) => error)
      if (!(found instanceof Nonconformance)) throw new Error(`the fault was not found: ${name}`)
      expect(found.difference).toMatch(/^expected /)
      expect(found.calls.length).toBeLessThan(12)
    })
  })
})

test('services as hosts write them pass', async () => {
  await kit.resourceSharing.conformance(shareService(), { seed: 1, sameMessages: true })
  await kit.backupPolicies.conformance(policyService(), { seed: 1, sameMessages: true })
})
