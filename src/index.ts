/** The lifecycle of cloud associations as one checked, pure definition. Nothing here knows of HTTP, databases, timers or engines. */
export * as lifecycle from './lifecycle/index.ts'
export * as resourceSharing from './resource-sharing/index.ts'
