/** What the decisions about policies have in common: the beginnings of their events, and how an association starts and ends. */
import { closing } from '../../aggregate/facts.ts'
import type { Decision } from '../../decider/decider.ts'
import type { LifecycleFact } from '../association.ts'
import type { RefusalCode } from '../errors.ts'
import type { BackupPoliciesEvent } from '../events.ts'
import type { Facts } from '../facts.ts'
import { type Association, associationType, entityType, type Identity } from '../model.ts'

export type BackupPoliciesDecision = Decision<BackupPoliciesEvent, RefusalCode>

/** The identity part of an association's event. */
export const about = ({ projectId, policyId, entityId }: Omit<Identity, 'associationType' | 'entityType'>, at: number) => ({
  at,
  projectId,
  policyId,
  associationType,
  entityType,
  entityId
})

/** The service is synchronous: what starts has succeeded in the same decision. */
export const beginning = (key: Pick<Identity, 'projectId' | 'policyId' | 'entityId'>, { now }: Facts): LifecycleFact[] => [
  { type: 'AssociationStarted', ...about(key, now) },
  { type: 'AssociationSucceeded', ...about(key, now) }
]

/**
 * The end of a live association. One that was caught half-way, for a host has stored some events of a decision only, is brought to its
 * end as well.
 */
export const ending = (association: Association, facts: Facts): LifecycleFact[] => {
  const { status } = association
  const identity = about(association, facts.now)
  const events: LifecycleFact[] = []
  if (status === 'Associating') events.push({ type: 'AssociationSucceeded', ...identity })
  if (status !== 'Disassociating') events.push({ type: 'DisassociationStarted', ...identity })
  events.push({ type: 'DisassociationSucceeded', ...identity, ...closing(facts) })
  return events
}

/** What a live association lacks to be Associated: nothing, unless it was caught half-way. */
export const completing = (association: Association, facts: Facts): LifecycleFact[] => {
  const { status } = association
  if (status === 'Disassociating') return [...ending(association, facts), ...beginning(association, facts)]
  return status === 'Associating' ? [{ type: 'AssociationSucceeded', ...about(association, facts.now) }] : []
}
