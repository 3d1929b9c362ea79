/** Arbitrary values of backup policies, for properties of your own. */
export {
  brokenCommand,
  brokenListRequest,
  brokenListResourcesRequest,
  hostileCommand,
  listRules,
  rules
} from './broken-requests.ts'
export { messyCommand } from './messy-requests.ts'
export * from './requests.ts'
export * from './values.ts'
// Both have it; that of the values has the sweep, too.
export { command } from './values.ts'
/** Arbitrary values of the wire of backup policies. */
export * as wire from './wire.ts'
