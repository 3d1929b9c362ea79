/** Arbitrary values of backup policies, for properties of your own. */
import * as fc from 'fast-check'
import { backupPolicies } from '../../index.ts'
import { historyOf } from '../history.ts'
import { type Reached, reachedOf } from '../reachable.ts'
import { setting } from './histories.ts'
import { projectIds } from './requests.ts'

export * from './requests.ts'

type Facts = backupPolicies.Facts
type Event = backupPolicies.BackupPoliciesEvent

/** Any state of a project that commands lead to, with its events, the calls, and facts of that project. */
export const reached: fc.Arbitrary<Reached<backupPolicies.BackupPoliciesState, Facts, Event>> = reachedOf(
  setting,
  backupPolicies.initialState,
  ({ projectId }) => projectId,
  (projectId = projectIds[0]) => ({ projectId })
)

/** Any state of a project that commands lead to. */
export const state: fc.Arbitrary<backupPolicies.BackupPoliciesState> = reached.map((found) => found.state)

/** Any event that a command has led to. */
export const event: fc.Arbitrary<Event> = reached
  .filter(({ events }) => events.length > 0)
  .chain(({ events }) => fc.constantFrom(...events))

/** Any history: calls one after the other, with their times, and at the end a look at all that there is. */
export const history = (maxCalls = 40) => historyOf(setting, { maxCalls })

/** Facts of any call of a history: whose project it is, when, with which limits. */
export const facts: fc.Arbitrary<Facts> = history(5).chain((calls) => fc.constantFrom(...calls.map((call) => call.facts)))
