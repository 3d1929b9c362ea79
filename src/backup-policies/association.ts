/** What an event makes of one association: its life is decided by the lifecycle alone. */
import { copyOptional } from '../aggregate/association.ts'
import { lifecycleEvents, lifeDetailsOf } from '../aggregate/events.ts'
import type { Writable } from '../aggregate/evolve.ts'
import type { AssociationRecord } from '../lifecycle/association.ts'
import { step } from '../lifecycle/transition.ts'
import type { BackupPoliciesEvent } from './events.ts'
import { type Association, associationType, entityType, type Identity } from './model.ts'

/** What an event is to the lifecycle of its association. */
export const lifecycleEventOf = lifecycleEvents satisfies { readonly [T in BackupPoliciesEvent['type']]?: unknown }

export type LifecycleFact = Extract<BackupPoliciesEvent, { type: keyof typeof lifecycleEventOf }>

/** The record with its identity, written out field by field: a spread would cost more than the rest of the fold. */
const associationOf = ({ projectId, policyId, entityId }: Identity, record: AssociationRecord): Association => {
  const association: Writable<Association> = {
    projectId,
    policyId,
    associationType,
    entityType,
    entityId,
    status: record.status,
    createTime: record.createTime,
    updateTime: record.updateTime
  }
  copyOptional(association, record)
  return Object.freeze(association)
}

/**
 * The association after an event: `undefined` once its record has expired, and the very same where the event does not fit.
 */
export const associationAfter = (before: Association | undefined, event: LifecycleFact): Association | undefined => {
  const { at, retention } = lifeDetailsOf(event)
  const stepped = step(before, { type: lifecycleEventOf[event.type], retention }, at)
  if (!stepped.ok) return before
  return stepped.record && associationOf(before ?? event, stepped.record)
}
