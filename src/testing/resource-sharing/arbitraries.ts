/** Arbitrary values of Resource Sharing, for properties of your own. */
export { brokenCommand, brokenListRequest, hostileCommand, listRules, rules } from './broken-requests.ts'
export { messyCommand } from './messy-requests.ts'
export * from './requests.ts'
export * from './values.ts'
// Both have it; that of the values has the sweep, too.
export { command } from './values.ts'
/** Arbitrary values of the wire of Resource Sharing. */
export * as wire from './wire.ts'
export * from './world.ts'
