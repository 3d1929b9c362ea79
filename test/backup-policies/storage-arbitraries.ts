/** Histories of a project's policies for the tests of storage and statechart: commands to the point, some folded half-way only. */
import fc from 'fast-check'
import type { BackupPoliciesEvent, BackupPoliciesState, Facts, ScheduledPolicy } from '../../src/backup-policies/index.ts'
import { backupPolicies } from '../../src/index.ts'
import {
  association,
  creation,
  day,
  deletion,
  disassociation,
  factsOf,
  hour,
  otherPolicyId,
  otherProject,
  policyId,
  project,
  run,
  schedule,
  start,
  sweep,
  uuid,
  volumeId
} from './support.ts'

const { associations, evolveAll, initialState, listBackupPolicies } = backupPolicies

export const policyIds = [policyId, otherPolicyId, uuid(3)]
export const volumeIds = [volumeId, uuid(11), uuid(12), uuid(13)]

const weekly: ScheduledPolicy = {
  week_frequency: ['SAT', 'SUN'],
  start_time: '00:00',
  status: 'OFF',
  rentention_day: 99_999,
  remain_first_backup_of_curMonth: 'Y'
}
const schedules = [schedule, weekly, { ...weekly, frequency: 30, rentention_num: 2 }]
const names = ['plan01', '_', '-', 'x'.repeat(64)]

/** One thing that happens: which of the things that can happen, to what, how much later, and whether all of it is stored. */
const happening = fc.record(
  {
    kind: fc.constantFrom(
      ...(['associate', 'associate', 'associate', 'associate', 'disassociate', 'disassociate', 'disassociate'] as const),
      ...(['create', 'create', 'delete', 'sweep', 'sweep'] as const)
    ),
    pick: fc.nat({ max: 11 }),
    volumes: fc.array(fc.constantFrom(...volumeIds), { minLength: 1, maxLength: 3 }),
    projectId: fc.constantFrom(project, project, project, otherProject),
    later: fc.constantFrom(0, 0, 1, 0.25, hour, day, 47 * hour, 4 * day, -hour, -30 * day),
    retention: fc.option(
      fc.constantFrom({ floorMs: 0, ceilingMs: 0 }, { floorMs: 0, ceilingMs: hour }, { floorMs: 60 * day, ceilingMs: 1e300 }),
      { nil: undefined, freq: 4 }
    ),
    /** How many of the decision's events are stored; `undefined`: all. */
    stored: fc.option(fc.nat({ max: 6 }), { nil: undefined, freq: 3 }),
    isRestarted: fc.boolean()
  },
  { noNullPrototype: true }
)
export type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never

export const at = <T>(list: readonly T[], index: number): T | undefined => list[index % Math.max(1, list.length)]

/** The command that a happening is. Most are to the point, so that they are accepted. */
export const commandOf = ({ kind, pick, volumes }: Happening, state: BackupPoliciesState, facts: Facts): { type: string } => {
  const listed = listBackupPolicies(state, {}, facts)
  const own = listed.ok ? listed.reply.backup_policies.map(({ backup_policy_id }) => backup_policy_id) : []
  const policy = at(own, pick) ?? policyId
  switch (kind) {
    case 'create':
      return creation(at(policyIds, pick), { backup_policy_name: at(names, pick), scheduled_policy: at(schedules, pick) })
    case 'associate':
      return association(volumes, policy)
    case 'disassociate': {
      const live = [...associations(state, facts)].filter(
        ({ status, projectId }) => status !== 'Disassociated' && projectId === facts.projectId
      )
      const one = at(live, pick)
      return disassociation(one === undefined ? volumes : [one.entityId, ...volumes], one?.policyId ?? policy)
    }
    case 'delete':
      return deletion(policy)
    case 'sweep':
      return sweep
  }
}

export interface Moment {
  readonly state: BackupPoliciesState
  readonly facts: Facts
  /** The events that were stored, which are not always all that were decided. */
  readonly events: readonly BackupPoliciesEvent[]
  readonly result: unknown
}

export const factsAt = ({ projectId, retention }: Happening, now: number): Facts =>
  factsOf({ now, projectId, ...(retention && { retention }) })

/** What a history comes to, moment by moment. */
export const momentsOf = (history: readonly Happening[], from = initialState, since = start): Moment[] => {
  let state = from
  let now = since
  return history.map((happened) => {
    now += happened.later
    const facts = factsAt(happened, now)
    const applied = run(state, commandOf(happened, state, facts), facts)
    const events = applied.events.slice(0, happened.stored)
    state = events.length === applied.events.length ? applied.state : evolveAll(state, events)
    return { state, facts, events, result: applied.result }
  })
}

const beginning = (pick: number): Happening => ({
  kind: 'create',
  pick,
  volumes: volumeIds,
  projectId: project,
  later: 0,
  retention: undefined,
  stored: undefined,
  isRestarted: false
})

/** Any history. It begins with two policies, so that resources can move. */
export const history = (maxLength: number): fc.Arbitrary<Happening[]> =>
  fc.array(happening, { minLength: 1, maxLength, size: 'max' }).map((rest) => [beginning(0), beginning(1), ...rest])
