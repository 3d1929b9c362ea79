/** Arbitrary values of Resource Sharing, for properties of your own. */
import { resourceSharing } from '../../index.ts'
import { reachableValues } from '../reachable.ts'
import { setting } from './histories.ts'
import { owner } from './requests.ts'

export { brokenCommand, brokenListRequest, hostileCommand, listRules, rules } from './broken-requests.ts'
export { messyCommand } from './messy-requests.ts'
export * from './requests.ts'

type Facts = resourceSharing.Facts
type Event = resourceSharing.ResourceSharingEvent

const values = reachableValues<resourceSharing.ResourceShareState, Facts, Event>(
  setting,
  resourceSharing.initialState,
  ({ resourceShareId }) => resourceShareId,
  () => ({ accountId: owner })
)

/** Any state of a share that commands lead to, with its events, the calls, and facts of its owner's. */
export const reached = values.reached

/** Any state of a share that commands lead to. */
export const state = values.state

/** Any event that a command has led to. */
export const event = values.event

/** Any history: calls one after the other, with their times, and at the end a look at all that there is. */
export const history = values.history

/** Facts of any call of a history: who calls, when, with which directory and limits. */
export const facts = values.facts
