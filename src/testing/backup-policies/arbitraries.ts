/** Arbitrary values of backup policies, for properties of your own. */
import { backupPolicies } from '../../index.ts'
import { reachableValues } from '../reachable.ts'
import { setting } from './histories.ts'
import { projectIds } from './requests.ts'

export * from './requests.ts'

type Facts = backupPolicies.Facts
type Event = backupPolicies.BackupPoliciesEvent

const values = reachableValues<backupPolicies.BackupPoliciesState, Facts, Event>(
  setting,
  backupPolicies.initialState,
  ({ projectId }) => projectId,
  (projectId = projectIds[0]) => ({ projectId })
)

/** Any state of a project that commands lead to, with its events, the calls, and facts of that project. */
export const reached = values.reached

/** Any state of a project that commands lead to. */
export const state = values.state

/** Any event that a command has led to. */
export const event = values.event

/** Any history: calls one after the other, with their times, and at the end a look at all that there is. */
export const history = values.history

/** Facts of any call of a history: whose project it is, when, with which limits. */
export const facts = values.facts
