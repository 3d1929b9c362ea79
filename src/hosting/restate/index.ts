/** `association-lifecycle/restate`: the runtime as virtual objects of Restate, one a share or project. The host brings Restate's SDK. */
export { type RestateRuntime, type RestateRuntimeOptions, restateRuntime } from './runtime.ts'
export type { ExclusiveContext, Handler, Ingress, Message, RestateClients, RestateSdk, Serde, SharedContext } from './sdk.ts'
export { type RestateServicesOptions, restateServices } from './services.ts'
