/** A consumer of every export, compiled as its user would. What must be refused by its types says so: types that are any refuse nothing. */
import * as restate from '@restatedev/restate-sdk'
import * as clients from '@restatedev/restate-sdk-clients'
import { createBrowserInspector } from '@statelyai/inspect'
import { backupPolicies, lifecycle, resourceSharing } from 'association-lifecycle'
import { createHandler } from 'association-lifecycle/http'
import { inspectResourceSharing } from 'association-lifecycle/inspector'
import { postgresStore } from 'association-lifecycle/postgres'
import { restateRuntime, restateServices } from 'association-lifecycle/restate'
import { createRuntime, memoryStore, resourceSharingSystem } from 'association-lifecycle/runtime'
import { readScenario, run } from 'association-lifecycle/scenarios'
import { resourceSharingSchemas } from 'association-lifecycle/schemas'
import { sqliteStore } from 'association-lifecycle/sqlite'
import { resourceSharing as testing } from 'association-lifecycle/testing'
import fc from 'fast-check'
import pg from 'pg'
import { createActor } from 'xstate'

const facts = { now: 1, requestId: 'request-1', accountId: '1000000000000001' }
const share = 'rs-1'
const { result, events, state } = resourceSharing.apply(
  resourceSharing.initialState,
  { type: 'CreateResourceShare', resourceShareId: share, request: { ResourceShareName: 'demo' } },
  facts
)
if (result.ok) {
  const id: string = result.reply.RequestId
  // @ts-expect-error a reply is no number
  const wrong: number = result.reply
  console.log(id, wrong)
} else {
  const code: keyof typeof resourceSharing.errors = result.error.code
  // @ts-expect-error there is no such code
  const wrong: 'NoSuchCode' = result.error.code
  console.log(code, wrong)
}
const types: readonly string[] = events.map(({ type }) => type)
const deadline: number | undefined = resourceSharing.nextDeadline(state)
// @ts-expect-error a state is no text
resourceSharing.nextDeadline('state')
// @ts-expect-error facts have a time
resourceSharing.apply(state, { type: 'Sweep' }, { requestId: 'request-1', accountId: '1' })
console.log(types, deadline, backupPolicies.serialize(backupPolicies.initialState).length)

createActor(lifecycle.associationMachine, { input: { now: 1 } }).start()
// @ts-expect-error there is no such event
lifecycle.step(undefined, { type: 'noSuchEvent' }, 1)

const shares = createRuntime({ system: resourceSharingSystem, store: memoryStore() })
createHandler({ runtime: shares, authenticate: () => undefined })
// @ts-expect-error a handler asks who calls
createHandler({ runtime: shares })
export const stores = [postgresStore({ client: new pg.Pool() }), sqliteStore({ database: ':memory:' })] as const
export const services = restateServices({ restate, system: resourceSharingSystem })
export const durable = restateRuntime
export { clients }

const read = readScenario('{}')
if (read.ok) console.log(run(read.scenario, read.system).length)
console.log(inspectResourceSharing(createBrowserInspector({ autoStart: false }).inspect).apply)
const validated = resourceSharingSchemas.DeleteResourceShare['~standard'].validate({})
if (validated.issues === undefined) {
  const id: string = validated.value.ResourceShareId
  // @ts-expect-error an id is no number
  const wrong: number = validated.value.ResourceShareId
  console.log(id, wrong)
}
export const report = testing.conformance
export const anything: fc.Arbitrary<string> = fc.string()
