/** What a command comes to: the next state, what has happened, and the result as the contract says. */
import type { BackupPoliciesEvent, Facts, ResourceFailure } from '../../../src/backup-policies/index.ts'
import { errors } from '../../../src/backup-policies/index.ts'
import { type RefusalCode, statuses } from './shape.ts'
import { type Association, find, type Identity, put, type State, seenAt, stampOf, windowFrom } from './state.ts'

export type Result =
  | { readonly ok: true; readonly reply: object; readonly failures?: readonly ResourceFailure[] }
  | { readonly ok: false; readonly error: { readonly status: number; readonly code: string; readonly message: string } }

export interface Outcome {
  readonly state: State
  readonly events: readonly BackupPoliciesEvent[]
  readonly result: Result
}

/** Words are free: they are the library's. */
export const messageOf = (code: RefusalCode | 'AutoBackup.0204'): string => errors[code].message

export const refusal = (code: RefusalCode) => ({
  ok: false as const,
  error: { status: statuses[code], code, message: messageOf(code) }
})
export const refuse = (state: State, code: RefusalCode): Outcome => ({ state, events: [], result: refusal(code) })

/** A change on its way: what is there by now, and what has happened so far. */
export interface Change {
  readonly state: State
  readonly events: readonly BackupPoliciesEvent[]
}

const wordsOf = ({ projectId, policyId, entityId }: Identity) =>
  ({ projectId, policyId, associationType: 'Resource', entityType: 'volume', entityId }) as const

/**
 * B, Reading 7: "one command takes a resource Associated -> Disassociating -> Disassociated in one decision (two events)".
 * A Reading: an event tells when the command came by its own clock; the record that it leads to is stamped.
 */
export const end = ({ state, events }: Change, record: Association, facts: Facts): Change => {
  const { projectId, policyId, entityId, createTime } = record
  const updateTime = stampOf(record, facts.now)
  const closing = facts.retention === undefined ? {} : { retention: facts.retention }
  return {
    state: put(state, {
      projectId,
      policyId,
      entityId,
      status: 'Disassociated',
      createTime,
      updateTime,
      ...windowFrom(updateTime, facts)
    }),
    events: [
      ...events,
      { type: 'DisassociationStarted', at: facts.now, ...wordsOf(record) },
      { type: 'DisassociationSucceeded', at: facts.now, ...wordsOf(record), ...closing }
    ]
  }
}

/** L, Statuses: "revival: CreateTime = now", and "a change is stamped max(now, UpdateTime), CreateTime of a revival too". */
export const begin = ({ state, events }: Change, identity: Identity, facts: Facts): Change => {
  const time = stampOf(find(seenAt(state, facts), identity), facts.now)
  return {
    state: put(state, { ...identity, status: 'Associated', createTime: time, updateTime: time }),
    events: [
      ...events,
      { type: 'AssociationStarted', at: facts.now, ...wordsOf(identity) },
      { type: 'AssociationSucceeded', at: facts.now, ...wordsOf(identity) }
    ]
  }
}

/** L, Statuses: "the record is gone". */
export const expire = ({ state, events }: Change, record: Association, at: number): Change => ({
  state: { ...state, associations: state.associations.filter((each) => each !== record) },
  events: [...events, { type: 'AssociationExpired', at, ...wordsOf(record) }]
})
