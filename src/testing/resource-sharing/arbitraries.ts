/** Arbitrary values of Resource Sharing, for properties of your own. */
import * as fc from 'fast-check'
import { resourceSharing } from '../../index.ts'
import { historyOf } from '../history.ts'
import { type Reached, reachedOf } from '../reachable.ts'
import { setting } from './histories.ts'
import { owner } from './requests.ts'

export { brokenCommand, brokenListRequest, hostileCommand, listRules, rules } from './broken-requests.ts'
export { messyCommand } from './messy-requests.ts'
export * from './requests.ts'

type Facts = resourceSharing.Facts
type Event = resourceSharing.ResourceSharingEvent

/** Any state of a share that commands lead to, with its events, the calls, and facts of its owner's. */
export const reached: fc.Arbitrary<Reached<resourceSharing.ResourceShareState, Facts, Event>> = reachedOf(
  setting,
  resourceSharing.initialState,
  ({ resourceShareId }) => resourceShareId,
  () => ({ accountId: owner })
)

/** Any state of a share that commands lead to. */
export const state: fc.Arbitrary<resourceSharing.ResourceShareState> = reached.map((found) => found.state)

/** Any event that a command has led to. */
export const event: fc.Arbitrary<Event> = reached
  .filter(({ events }) => events.length > 0)
  .chain(({ events }) => fc.constantFrom(...events))

/** Any history: calls one after the other, with their times, and at the end a look at all that there is. */
export const history = (maxCalls = 40) => historyOf(setting, { maxCalls })

/** Facts of any call of a history: who calls, when, with which directory and limits. */
export const facts: fc.Arbitrary<Facts> = history(5).chain((calls) => fc.constantFrom(...calls.map((call) => call.facts)))
