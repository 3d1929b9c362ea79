/** What a backend of Resource Sharing is sent: the types of calls. As everywhere, what is in one need not be what its type says. */
import type { resourceSharing } from '../../index.ts'
import type { With } from '../choices.ts'
import type { Backend as AnyBackend } from '../conformance.ts'

/**
 * Beside a command: the share that it means, also where the service would not say so, and ids for invitations.
 * @internal
 */
interface Beside {
  readonly resourceShareId?: string
  readonly invitationIds?: Readonly<Record<string, string>>
}

/** A command, a signal or a sweep. A signal says in `resourceShareId` which share it means. */
export type Command = With<resourceSharing.ResourceSharingCommand, Beside>

/** All that a backend may be sent: commands, and the query. */
export type Call = Command | With<resourceSharing.wire.ListCall, Beside>

/** Another implementation of Resource Sharing. */
export type Backend = AnyBackend<resourceSharing.Facts, Call>
