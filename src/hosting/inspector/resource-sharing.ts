/** Resource Sharing in the inspector. */
import type { apply } from '../../resource-sharing/apply.ts'
import type * as resourceSharing from '../../resource-sharing/index.ts'
import { definition, resourceShareMachine } from '../../resource-sharing/machine.ts'
import type { Inspect } from './actors.ts'
import { type AppliedCommand, type Inspected, inspection } from './inspection.ts'

/** What a host of shares has applied. */
export type AppliedToShare = AppliedCommand<
  resourceSharing.ResourceShareState,
  resourceSharing.ResourceSharingCommand,
  resourceSharing.Facts,
  resourceSharing.ResourceSharingEvent,
  resourceSharing.Result<unknown, resourceSharing.ErrorCode>
>

/**
 * Shows shares: each as an actor `resourceShare/<share>`, its associations as `association/<share>/<type>/<entity type>/<id>`. `apply` is
 * `resourceSharing.apply` that is looked at; `show` is for a host that has applied a command by other means.
 */
export const inspectResourceSharing = (inspect: Inspect): Inspected<typeof apply, AppliedToShare> => {
  const inspected = inspection(definition, resourceShareMachine, inspect)
  // What `apply` says of each type of command is the same, but said in a way that cannot be compared for all of them at once.
  return { ...inspected, apply: inspected.apply as typeof apply }
}
