/** The lifecycle of cloud associations as one checked, pure definition. Nothing here knows of HTTP, databases, timers or engines. */
/**
 * Backup policies (volume backup service, API v2): the policies of a project as a pure decider. Each export says where it is
 * documented.
 */
export * as backupPolicies from './backup-policies/index.ts'
/**
 * One association's life: the machine, the table compiled from it, and the record that both work on. No word of either system.
 */
export * as lifecycle from './lifecycle/index.ts'
/** Resource Sharing (API version 2020-01-10): one share as a pure decider. Each export says where it is documented. */
export * as resourceSharing from './resource-sharing/index.ts'
