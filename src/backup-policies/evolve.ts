/** Folds events into the next state. What an event does to the record of an association is decided by the lifecycle alone. */
import { evolving, type Fold, unknownEvent, type Writable } from '../aggregate/evolve.ts'
import type { Batch } from '../collections/index.ts'
import { isLive } from '../lifecycle/association.ts'
import { associationAfter, type LifecycleFact } from './association.ts'
import { recount } from './counts.ts'
import type { BackupPoliciesEvent } from './events.ts'
import { type BackupPoliciesState, checkState, findPolicy, initialState } from './model.ts'
import { scheduleOf } from './schedule.ts'

type Head = Writable<BackupPoliciesState>

/** The service is synchronous: what starts has succeeded with the next event. */
const isItsSuccess = (event: LifecycleFact, next: BackupPoliciesEvent | undefined): next is LifecycleFact =>
  (next?.type === 'AssociationSucceeded' || next?.type === 'DisassociationSucceeded') &&
  next.entityId === event.entityId &&
  next.policyId === event.policyId &&
  next.projectId === event.projectId

const foldLife = (
  head: Head,
  event: LifecycleFact,
  batch: Batch,
  next: BackupPoliciesEvent | undefined
): 'withNext' | undefined => {
  const live = head.live.get(event)
  const isElsewhere = live !== undefined && live.policyId !== event.policyId
  const before = isElsewhere || live === undefined ? head.ended.get(event) : live
  if (event.type === 'AssociationStarted' && (isElsewhere || findPolicy(head, event.projectId, event.policyId) === undefined))
    return undefined
  const isPair = isItsSuccess(event, next)
  const half = associationAfter(before, event)
  const after = isPair ? associationAfter(half, next) : half
  if (after !== before) {
    if (before !== undefined && !isLive(before)) head.ended = head.ended.remove(before, batch)
    else if (before !== undefined && (after === undefined || !isLive(after))) head.live = head.live.remove(before, batch)
    if (after !== undefined && isLive(after)) head.live = head.live.put(after, batch)
    else if (after !== undefined) head.ended = head.ended.put(after, batch)
    head.policies = recount(head.policies, before, after, batch)
  }
  return isPair ? 'withNext' : undefined
}

const fold: Fold<BackupPoliciesState, BackupPoliciesEvent> = (head, event, batch, next) => {
  switch (event.type) {
    case 'BackupPolicyCreated': {
      const { at, projectId, policyId, policyName } = event
      const scheduledPolicy = scheduleOf(event.scheduledPolicy)
      // Passing over it would lose the policy, and all that comes into it later.
      if (scheduledPolicy === undefined)
        throw new TypeError('evolve was given a BackupPolicyCreated without a right scheduledPolicy')
      if (head.policies.get(event) !== undefined) return undefined
      const policy = { projectId, policyId, policyName, scheduledPolicy, createTime: at, resourceCount: 0 }
      head.policies = head.policies.put(Object.freeze(policy), batch)
      return undefined
    }
    case 'BackupPolicyDeleted':
      if (findPolicy(head, event.projectId, event.policyId)?.resourceCount === 0)
        head.policies = head.policies.remove(event, batch)
      return undefined
    case 'AssociationStarted':
    case 'AssociationSucceeded':
    case 'DisassociationStarted':
    case 'DisassociationSucceeded':
    case 'AssociationExpired':
      return foldLife(head, event, batch, next)
  }
  throw unknownEvent(event)
}

const isEmpty = ({ policies, live, ended }: BackupPoliciesState): boolean => policies.size + live.size + ended.size === 0

const evolution = evolving(fold, checkState, (state: BackupPoliciesState) => (isEmpty(state) ? initialState : state))

/**
 * The state after one event. Never refuses: an event that does not fit the state leaves it as it is. The library's own.
 * @throws TypeError for an event of a type that this version does not know: passing over it would lose what happened.
 */
export const evolve: (state: BackupPoliciesState, event: BackupPoliciesEvent) => BackupPoliciesState = evolution.evolve

/**
 * The state after all events, in one fold: much cheaper than one at a time. The library's own.
 * @throws TypeError for a state that is none of ours, or an event of a type that this version does not know: a programmer's
 * error.
 */
export const evolveAll: (state: BackupPoliciesState, events: readonly BackupPoliciesEvent[]) => BackupPoliciesState =
  evolution.evolveAll
