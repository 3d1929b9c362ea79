/**
 * What a backend tests itself with, in any test runner: arbitrary values, a given/when/then harness, a conformance suite, and races.
 * Needs fast-check.
 */
/** What a backend of backup policies tests itself with. */
export * as backupPolicies from './backup-policies/index.ts'
export type { Broken, BrokenRequest, Fields } from './choices.ts'
export type { Backend, ConformanceOptions, ConformanceReport, Turns } from './conformance.ts'
export { anyText, withChangedCharacters, withChangedFields, withRepeatedName } from './damaged.ts'
export { type EventPart, type Expected, type Given, type Then, UnexpectedOutcome } from './given.ts'
export type { AnyFacts, Call } from './history.ts'
export { hostile, hostileJson, hostileName } from './hostile.ts'
/** Arbitrary values of the lifecycle, for properties of your own. */
export * as lifecycle from './lifecycle.ts'
export { Nonconformance } from './nonconformance.ts'
export type { RaceReport } from './race.ts'
export type { Reached } from './reachable.ts'
/** What a backend of Resource Sharing tests itself with. */
export * as resourceSharing from './resource-sharing/index.ts'
