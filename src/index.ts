/** The lifecycle of cloud associations as one checked, pure definition. Nothing here knows of HTTP, databases, timers or engines. */
export * as backupPolicies from './backup-policies/index.ts'
export * as lifecycle from './lifecycle/index.ts'
export * as resourceSharing from './resource-sharing/index.ts'
