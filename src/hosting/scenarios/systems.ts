/** The systems that scenarios can be about. A further one is added here. */
import { backupPoliciesSystem } from './backup-policies.ts'
import { resourceSharingSystem } from './resource-sharing.ts'
import type { System } from './system.ts'

/** By the names that scenarios give them. */
export const systems: readonly System[] = [resourceSharingSystem, backupPoliciesSystem]
