/** What the decisions about policies have in common: the beginnings of their events, and how an association starts and ends. */
import { closing } from '../../aggregate/facts.ts'
import type { Decision } from '../../decider/decider.ts'
import type { LifecycleFact } from '../association.ts'
import type { RefusalCode } from '../errors.ts'
import type { BackupPoliciesEvent } from '../events.ts'
import type { Facts } from '../facts.ts'
import { type Association, associationType, entityType, type Identity } from '../model.ts'

/**
 * What the decisions on policies come to.
 * @internal
 */
export type BackupPoliciesDecision = Decision<BackupPoliciesEvent, RefusalCode>

type Key = Pick<Identity, 'projectId' | 'policyId' | 'entityId'>

/** An event of an association. A literal: there are two for each resource of a command, and spreading would cost more than deciding. */
export const lifeEvent = <T extends LifecycleFact['type']>(type: T, { projectId, policyId, entityId }: Key, at: number) => ({
  type,
  at,
  projectId,
  policyId,
  associationType,
  entityType,
  entityId
})

/** The service is synchronous: what starts has succeeded in the same decision. */
export const beginning = (key: Key, { now }: Facts): LifecycleFact[] => [
  lifeEvent('AssociationStarted', key, now),
  lifeEvent('AssociationSucceeded', key, now)
]

const closed = (association: Association, facts: Facts): LifecycleFact => {
  const event = lifeEvent('DisassociationSucceeded', association, facts.now)
  return facts.retention ? { ...event, ...closing(facts) } : event
}

/**
 * The end of a live association. One that was caught half-way, for a host has stored some events of a decision only, is brought to its
 * end as well.
 */
export const ending = (association: Association, facts: Facts): LifecycleFact[] => {
  const { status } = association
  const events: LifecycleFact[] = []
  if (status === 'Associating') events.push(lifeEvent('AssociationSucceeded', association, facts.now))
  if (status !== 'Disassociating') events.push(lifeEvent('DisassociationStarted', association, facts.now))
  events.push(closed(association, facts))
  return events
}

/** What a live association lacks to be Associated: nothing, unless it was caught half-way. */
export const completing = (association: Association, facts: Facts): LifecycleFact[] => {
  const { status } = association
  if (status === 'Disassociating') return [...ending(association, facts), ...beginning(association, facts)]
  return status === 'Associating' ? [lifeEvent('AssociationSucceeded', association, facts.now)] : []
}
