/** What a backend of Resource Sharing tests itself with. */
import { resourceSharing } from '../../index.ts'
import { conformanceOf } from '../conformance.ts'
import { givenFor } from '../given.ts'
import { raceOf } from '../race.ts'
import type { Call } from './calls.ts'
import { setting } from './histories.ts'

/** Arbitrary values of Resource Sharing, for properties of your own. */
export * as arbitraries from './arbitraries.ts'
export type { Backend, Call, Command } from './calls.ts'

type State = resourceSharing.ResourceShareState
type Facts = resourceSharing.Facts

/** given, when, then: decisions as tests. */
export const given = givenFor(resourceSharing)

/**
 * Holds a backend against this library: the same calls, the same answers.
 * @throws Nonconformance with the shortest history found that the backend answers wrongly.
 * @throws Error where nothing was compared, or the options are none.
 */
export const conformance = conformanceOf<State, Facts, Call>(setting)

/**
 * Lets two clients race: the answers must be those of some serial order.
 * @throws Nonconformance where no serial order gives the same answers.
 * @throws Error where nothing was compared, or the options are none.
 */
export const race = raceOf<State, Facts, Call>(setting)
