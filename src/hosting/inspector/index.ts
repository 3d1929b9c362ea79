/**
 * `association-lifecycle/inspector`: looks into hosts that use the pure functions alone, with the tools for actors. Actors of the machines
 * need nothing of this: `createActor(resourceSharing.resourceShareMachine, { inspect: inspector.inspect })` shows them.
 *
 * An inspector is anything that takes XState's inspection events: `createBrowserInspector()`, `createWebSocketInspector()` or
 * `createInspector({ send })` of `@statelyai/inspect`, an optional peer, or a function. It is for development: at every command the
 * whole state is written as JSON, as it is by an actor.
 */
export type { Inspect } from './actors.ts'
export { type AppliedToPolicies, inspectBackupPolicies } from './backup-policies.ts'
export type { AppliedCommand, Inspected } from './inspection.ts'
export { type AppliedToShare, inspectResourceSharing } from './resource-sharing.ts'
export { inspectScenario } from './scenario.ts'
