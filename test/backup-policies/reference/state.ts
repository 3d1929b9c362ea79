/**
 * What the reference model keeps of all projects, and what of it is there at a time. Plain arrays and objects; slow on purpose.
 * Quotes name their place: L is lifecycle.md, B is backup-policy.md, D is design.md; a Reading is the project's where those are silent.
 */
import type { Facts, ScheduledPolicy } from '../../../src/backup-policies/index.ts'

export interface Policy {
  readonly projectId: string
  readonly policyId: string
  readonly policyName: string
  readonly scheduledPolicy: ScheduledPolicy
  readonly createTime: number
}

/** L: "Identity of an association: (container id, association type, entity type, entity id)." Here the two types are always the same. */
export interface Identity {
  readonly projectId: string
  readonly policyId: string
  readonly entityId: string
}

/** B, Reading 7: "The service is synchronous", so between commands a record is in one of two statuses. */
export interface Association extends Identity {
  readonly status: 'Associated' | 'Disassociated'
  readonly createTime: number
  readonly updateTime: number
  readonly expiresFrom?: number
  readonly expiresBy?: number
}

export interface State {
  readonly policies: readonly Policy[]
  readonly associations: readonly Association[]
}

export const nothing: State = { policies: [], associations: [] }

const hour = 3_600_000
/** L: "deleted by the system within 48 to 96 hours". */
const documentedRetention = { floorMs: 48 * hour, ceilingMs: 96 * hour }

/** L, Retention: with the window "from the facts of the command that closed it", kept as data. */
export const windowFrom = (closed: number, facts: Facts): { expiresFrom: number; expiresBy: number } => {
  const { floorMs, ceilingMs } = facts.retention ?? documentedRetention
  return { expiresFrom: closed + floorMs, expiresBy: closed + ceilingMs }
}

/** L, Retention: "a change is stamped max(now, UpdateTime)". */
export const stampOf = (record: { readonly updateTime: number } | undefined, now: number): number =>
  Math.max(now, record?.updateTime ?? now)

export const isLive = ({ status }: Association): boolean => status === 'Associated'

/** L, Retention: "At 96 h (inclusive) it is gone for every reader, whether or not a sweep has run". */
export const isGone = ({ expiresBy }: Association, now: number): boolean => expiresBy !== undefined && now >= expiresBy

/** L, Retention: "From 48 h (inclusive) a sweep may delete it." */
export const isDue = ({ expiresFrom }: Association, now: number): boolean => expiresFrom !== undefined && now >= expiresFrom

/** What the facts' project has at their time. L: "A record at or past its ceiling is, for every command and query, as if it were not there." */
export const seenAt = ({ policies, associations }: State, { projectId, now }: Facts): State => ({
  policies: policies.filter((each) => each.projectId === projectId),
  associations: associations.filter((each) => each.projectId === projectId && !isGone(each, now))
})

const isSame = (a: Identity, b: Identity): boolean =>
  a.projectId === b.projectId && a.policyId === b.policyId && a.entityId === b.entityId

export const find = ({ associations }: State, identity: Identity): Association | undefined =>
  associations.find((each) => isSame(each, identity))

/** L: "There is at most one record per identity; associating again after an end revives that record." */
export const put = (state: State, changed: Association): State => ({
  ...state,
  associations: [...state.associations.filter((each) => !isSame(each, changed)), changed]
})

/** B, Reading 9: "A resource has at most one policy." */
export const policyOf = ({ associations }: State, entityId: string): Association | undefined =>
  associations.find((each) => isLive(each) && each.entityId === entityId)

export const liveIn = ({ associations }: State, policyId: string): Association[] =>
  associations.filter((each) => isLive(each) && each.policyId === policyId)

export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
const compareIdentities = (a: Identity, b: Identity): number =>
  compareText(a.policyId, b.policyId) || compareText(a.entityId, b.entityId) || compareText(a.projectId, b.projectId)
/** Readings: records are told in the order of association, deleted in that of their deadlines, and of identity at the same time. */
export const compareRecords = (a: Association, b: Association): number => a.createTime - b.createTime || compareIdentities(a, b)
export const compareDeadlines = (a: Association, b: Association): number =>
  (a.expiresFrom ?? 0) - (b.expiresFrom ?? 0) || compareIdentities(a, b)

/** D: "epoch ms of the earliest thing to do, or undefined". It knows of no project: a sweep does what is due in all of them. */
export const nextDeadline = ({ associations }: State): number | undefined => {
  const times = associations.flatMap(({ expiresFrom }) => (expiresFrom === undefined ? [] : [expiresFrom]))
  return times.length === 0 ? undefined : Math.min(...times)
}
