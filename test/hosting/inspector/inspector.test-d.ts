/** Systems that are looked at have the same functions, with the same types. Checked by the compiler. */
import { expectTypeOf } from 'vitest'
import {
  type AppliedCommand,
  type AppliedToPolicies,
  type AppliedToShare,
  type Inspect,
  type Inspected,
  inspectBackupPolicies,
  inspectResourceSharing,
  inspectScenario
} from '../../../src/hosting/inspector/index.ts'
import type { Outcome } from '../../../src/hosting/scenarios/index.ts'
import type { backupPolicies, resourceSharing } from '../../../src/index.ts'

declare const inspect: Inspect
declare const state: resourceSharing.ResourceShareState
declare const facts: resourceSharing.Facts

const shares = inspectResourceSharing(inspect)
expectTypeOf(shares).toEqualTypeOf<Inspected<typeof resourceSharing.apply, AppliedToShare>>()
expectTypeOf(inspectBackupPolicies(inspect)).toEqualTypeOf<Inspected<typeof backupPolicies.apply, AppliedToPolicies>>()
const swept = shares.apply(state, { type: 'Sweep' }, facts)
expectTypeOf(swept).toEqualTypeOf<resourceSharing.Outcome<'Sweep'>>()
shares.show({ before: state, command: { type: 'Sweep' }, facts, ...swept })
// @ts-expect-error the state before is needed
shares.show({ command: { type: 'Sweep' }, facts, ...swept })

expectTypeOf<AppliedToShare>().toExtend<
  AppliedCommand<
    resourceSharing.ResourceShareState,
    resourceSharing.ResourceSharingCommand,
    resourceSharing.Facts,
    unknown,
    unknown
  >
>()
expectTypeOf(inspectScenario('resource-sharing', inspect)).toEqualTypeOf<(outcome: Outcome) => void>()
inspectResourceSharing((event) => expectTypeOf(event.type).toExtend<string>())
