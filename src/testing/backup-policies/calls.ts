/** What a backend of backup policies is sent: the types of calls. As everywhere, what is in one need not be what its type says. */
import type { backupPolicies } from '../../index.ts'
import type { With } from '../choices.ts'
import type { Backend as AnyBackend } from '../conformance.ts'

/**
 * Beside a command: the id for a new policy.
 * @internal
 */
interface Beside {
  readonly policyId?: string
}

/** A command or a sweep. */
export type Command = With<backupPolicies.BackupPoliciesCommand, Beside>

/**
 * The library's own query.
 * @internal
 */
interface ListResources {
  readonly type: 'listResources'
  readonly request: backupPolicies.ListResourcesRequest
}

/** All that a backend may be sent: commands, and the queries. */
export type Call = Command | With<backupPolicies.wire.ListCall | ListResources, Beside>

/** Another implementation of backup policies. */
export type Backend = AnyBackend<backupPolicies.Facts, Call>
