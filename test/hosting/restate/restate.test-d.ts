/** The runtime over Restate, and what it takes of the SDKs. Checked by the compiler. */
import { expectTypeOf } from 'vitest'
import * as R from '../../../src/hosting/restate/index.ts'
import {
  type Executor,
  type ResourceSharingTypes,
  type Runtime,
  resourceSharingSystem
} from '../../../src/hosting/runtime/index.ts'
import type { resourceSharing } from '../../../src/index.ts'

type Shares = ResourceSharingTypes
interface Options {
  readonly marked: true
}
declare const clients: R.RestateClients<{ readonly url: string }, Options>
declare const restate: R.RestateSdk<{ readonly name: string }>
declare const context: R.ExclusiveContext
declare const message: R.Message<number>
declare const serde: R.Serde<number>

const runtime = R.restateRuntime({ clients, connection: { url: 'u' }, system: resourceSharingSystem })
expectTypeOf(runtime).toEqualTypeOf<R.RestateRuntime<Shares>>()
expectTypeOf<R.RestateRuntime<Shares>>().toExtend<Executor<Shares>>()
expectTypeOf<Runtime<Shares>>().toExtend<R.RestateRuntime<Shares>>()
expectTypeOf<keyof R.RestateRuntimeOptions<Shares, unknown, Options>>()
  .exclude<'clients' | 'connection'>()
  .not.toExtend<'store'>()
const { result } = await runtime.execute({ aggregateId: 'rs-1', caller: 'a', command: { type: 'Sweep' } })
if (result.ok) expectTypeOf(result.reply).toEqualTypeOf<Record<string, never>>()
// @ts-expect-error a connection is needed
R.restateRuntime({ clients, system: resourceSharingSystem })
// @ts-expect-error of the form that the clients take
R.restateRuntime({ clients, connection: 'u', system: resourceSharingSystem })
// @ts-expect-error deadlines are the services' affair
runtime.deadlines()

expectTypeOf(R.restateServices({ restate, system: resourceSharingSystem })).toEqualTypeOf<{ readonly name: string }[]>()
const options: R.RestateServicesOptions<Shares, { readonly name: string }> = {
  restate,
  system: resourceSharingSystem,
  outbox: ({ event }) => {
    expectTypeOf(event).toEqualTypeOf<resourceSharing.ResourceSharingEvent>()
  }
}
R.restateServices(options)

// What the SDKs are needed for, and no more.
expectTypeOf<R.ExclusiveContext>().toExtend<R.SharedContext>()
expectTypeOf(context.get('name', serde)).resolves.toEqualTypeOf<number | null>()
expectTypeOf(message.inputSerde).toEqualTypeOf<R.Serde<number>>()
expectTypeOf(clients.connect({ url: 'u' })).toEqualTypeOf<R.Ingress<Options>>()
expectTypeOf(restate.handlers.object.shared({}, async () => 1)).toEqualTypeOf<R.Handler>()
