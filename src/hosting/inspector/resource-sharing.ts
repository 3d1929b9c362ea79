/** Resource Sharing in the inspector. */
import { apply } from '../../resource-sharing/apply.ts'
import type * as resourceSharing from '../../resource-sharing/index.ts'
import { definition, resourceShareMachine } from '../../resource-sharing/machine.ts'
import type { Inspect } from './actors.ts'
import { type AppliedCommand, inspection } from './inspection.ts'

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
export const inspectResourceSharing = (
  inspect: Inspect
): { readonly apply: typeof apply; readonly show: (applied: AppliedToShare) => void } => {
  const show = inspection(definition, resourceShareMachine, inspect)
  return {
    show,
    apply: (before, command, facts) => {
      const applied = apply(before, command, facts)
      show({ before, command, facts, ...applied })
      return applied
    }
  }
}
