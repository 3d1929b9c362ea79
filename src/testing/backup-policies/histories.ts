/** What histories of backup policies are made of: what somebody would do next with what there is, and what nobody should. */
import * as fc from 'fast-check'
import { type Fields, fieldsOf } from '../../decider/values.ts'
import { backupPolicies } from '../../index.ts'
import { mostly, sometimes } from '../choices.ts'
import type { Asked, Here, Move, Setting, Window } from '../history.ts'
import { hostileJson } from '../hostile.ts'
import type { States } from '../model.ts'
import {
  type Deed as AnyDeed,
  always,
  deedOf,
  pick,
  stepBack,
  wait,
  waitUntil,
  windows,
  windowsAmong,
  withFacts
} from '../moves.ts'
import { brokenCommand, hostileCommand, rules } from './broken-requests.ts'
import { send } from './model.ts'
import { command, createBackupPolicy, policyIds, projectIds, volumeIds } from './requests.ts'

type State = backupPolicies.BackupPoliciesState
type Facts = backupPolicies.Facts
type Projects = States<State>

const projectAt = (projects: Projects, projectId: string): State => projects.get(projectId) ?? backupPolicies.initialState

const [firstProject] = projectIds
const inFirst: Fields = { projectId: firstProject }

interface Aim {
  readonly at: number
  readonly other: number
}

type Deed = AnyDeed<State, Facts, Aim>

/** Of a record in the first project; `at` says of which. */
const withRecord =
  (ask: (record: backupPolicies.Association, aim: Aim) => Asked): Deed =>
  ({ states, facts }, aim) => {
    const record = pick([...backupPolicies.associations(projectAt(states, firstProject), facts)], aim.at)
    return record && ask(record, aim)
  }

const disassociate = (policyId: string, ids: readonly (string | undefined)[]): Asked => ({
  command: {
    type: 'DisassociateResources',
    request: { policy_id: policyId, resources: ids.map((resource_id) => ({ resource_id })) }
  },
  by: inFirst
})

const associate = (policyId: string | undefined, ids: readonly (string | undefined)[]): Asked => ({
  command: {
    type: 'AssociateResources',
    request: {
      backup_policy_id: policyId,
      resources: ids.map((resource_id) => ({ resource_id, resource_type: 'volume' }))
    }
  },
  by: inFirst
})

const withPolicy =
  (ask: (policy: backupPolicies.BackupPolicy, aim: Aim) => Asked): Deed =>
  ({ states }, aim) => {
    const policy = pick([...projectAt(states, firstProject).policies], aim.at)
    return policy && ask(policy, aim)
  }

const deeds: readonly (readonly [weight: number, Deed])[] = [
  [3, withRecord(({ policyId, entityId }) => disassociate(policyId, [entityId]))],
  [3, withRecord(({ policyId, entityId }, { other }) => disassociate(policyId, [pick(volumeIds, other), entityId]))],
  [2, withRecord(({ entityId }, { other }) => disassociate(pick(policyIds, other) ?? '', [entityId]))],
  [3, withRecord(({ entityId }, { other }) => associate(pick(policyIds, other), [entityId]))],
  [5, withPolicy(({ policyId }, { other }) => associate(policyId, [pick(volumeIds, other)]))],
  [4, withPolicy(({ policyId }, { other }) => associate(policyId, [...volumeIds.slice(other % 4), volumeIds[0]]))],
  [
    2,
    withPolicy(({ policyId }, { other }) => ({
      command: { type: 'DeleteBackupPolicy', request: { policy_id: policyId } },
      by: { ...inFirst, ...pick([{}, {}, { executingPolicyIds: [policyId] }, { defaultPolicyId: policyId }], other) }
    }))
  ]
]

const deed = deedOf(deeds, fc.record({ at: fc.nat(60), other: fc.nat(60) }))

/** An id of the second project's. Whether two projects may have the same one is up to the backend. */
const secondId = 'd2e5c0de-0000-4000-8000-00000000000d'

/** What is asked in the second project: of its own policy where it would be of the last, of the first project's otherwise. */
const inSecond = (given: Fields): Fields => {
  const { type, policyId, request } = given
  const isOneOf = (ids: readonly string[], id: unknown) => typeof id === 'string' && ids.includes(id.toLowerCase())
  if (type === 'CreateBackupPolicy') return isOneOf(policyIds, policyId) ? { ...given, policyId: secondId } : given
  const names = ['policy_id', 'backup_policy_id'].filter((name) => isOneOf(policyIds.slice(-1), fieldsOf(request)[name]))
  if (names.length === 0) return given
  return { ...given, request: { ...fieldsOf(request), ...Object.fromEntries(names.map((name) => [name, secondId])) } }
}

/** Mostly in the first project. */
const inProject = (given: fc.Arbitrary<unknown>): fc.Arbitrary<Asked> =>
  fc.tuple(given, mostly<string>(8, fc.constant(firstProject), fc.constantFrom(...projectIds))).map(([asked, projectId]) => ({
    command: projectId === firstProject ? (asked as Fields) : inSecond(asked as Fields),
    by: { projectId }
  }))

const oneRuleBroken = inProject(
  fc
    .constantFrom(...(Object.keys(rules) as (keyof typeof rules)[]))
    .chain((type) => brokenCommand(type).map(({ command: asked }) => asked))
)

const broken: fc.Arbitrary<Asked> = fc.oneof(
  { weight: 5, arbitrary: oneRuleBroken },
  { weight: 1, arbitrary: inProject(hostileCommand) },
  { weight: 1, arbitrary: inProject(fc.constant({ type: 'ShareResource', request: { policy_id: policyIds[0] } })) },
  { weight: 1, arbitrary: inProject(hostileJson.map((request) => ({ type: 'ListBackupPolicies', request }))) }
)

const query = (type: string, request: Fields = {}, projectId: string = firstProject): Asked => ({
  command: { type, request },
  by: { projectId }
})

const queries: fc.Arbitrary<Asked> = fc.constantFrom(
  query('ListBackupPolicies'),
  query('listResources'),
  ...policyIds.map((policy_id) => query('listResources', { policy_id }))
)

const windowsOf = (projects: Projects, facts: Facts): readonly Window[] =>
  windowsAmong(
    [...projects.values()].flatMap((state) => [...backupPolicies.associations(state, facts)]),
    facts
  )

/** When a record may go, and when it is gone. */
const deadlinesOf = ({ states, facts }: Here<State, Facts>): readonly number[] =>
  windowsOf(states, facts).flatMap(({ expiresFrom, expiresBy }) => [expiresFrom, expiresBy])

/** Records that, begun once more, would be as old as those of another policy: a list could tell them apart by the policies' ids alone. */
const tiedAfter = (records: readonly backupPolicies.Association[], now: number): readonly backupPolicies.Association[] =>
  records.filter(
    ({ policyId, updateTime }) =>
      updateTime > now &&
      records.some((other) => other.policyId !== policyId && [other.createTime, other.updateTime].includes(updateTime))
  )

/** All that anybody can see of the projects. Lists go by the order in which policies were made, so none is yet to be made. */
const seenOf = (projects: Projects, facts: Facts): unknown =>
  [...projects.values()].map((state) => {
    const records = [...backupPolicies.associations(state, facts)]
    return [records, [...state.policies].map(({ createTime }) => createTime < facts.now), tiedAfter(records, facts.now)]
  })

const commands = fc.oneof(
  { weight: 8, arbitrary: inProject(command).map(always) },
  { weight: 2, arbitrary: inProject(createBackupPolicy).map(always) },
  { weight: 14, arbitrary: deed }
)

/** What the service has to do with policies of its tenants': it makes backups by some, and one is its own. */
const standings = fc.constantFrom<Fields>(
  { executingPolicyIds: policyIds },
  { executingPolicyIds: [policyIds[1].toUpperCase()] },
  { defaultPolicyId: policyIds[0] },
  { defaultPolicyId: policyIds[1].toUpperCase() }
)

const retentions = windows.map((retention) => ({ retention }))

const move: fc.Arbitrary<Move<State, Facts>> = fc.oneof(
  { weight: 24, arbitrary: withFacts(withFacts(commands, standings, 5), retentions, 10) },
  { weight: 5, arbitrary: queries.map(always) },
  { weight: 5, arbitrary: broken.map(always) },
  { weight: 3, arbitrary: fc.constant(always({ command: { type: 'Sweep' }, by: inFirst })) },
  { weight: 4, arbitrary: waitUntil(deadlinesOf) },
  { weight: 5, arbitrary: wait.map((waited) => () => waited) },
  { weight: 1, arbitrary: stepBack(seenOf) }
)

const world: fc.Arbitrary<Fields> = fc.record({
  projectId: fc.constant(firstProject),
  limits: sometimes(
    fc.record({ policiesPerProject: fc.constantFrom(1, 2, 10), resourcesPerPolicy: fc.constantFrom(1, 2, 64) }),
    1
  ),
  retention: sometimes(windows, 7)
})

const byDefault: Fields = { ...inFirst, limits: undefined }

const creating = (policyId: string, by: Fields = inFirst): Asked => {
  const scheduled_policy = {
    frequency: 1,
    start_time: '12:00',
    status: 'ON',
    rentention_num: 2,
    remain_first_backup_of_curMonth: 'N'
  }
  const request = { backup_policy_name: 'opening', scheduled_policy }
  return { command: { type: 'CreateBackupPolicy', policyId, request }, by }
}

const numbered = (at: number): string => `0000000${at.toString(16)}`.slice(-8).concat('-ffff-4fff-8fff-ffffffffffff')

/** One policy more than a project may have by default. */
const manyPolicies: readonly Asked[] = Array.from({ length: 11 }, (_, at) => creating(numbered(at), byDefault))

/** One resource more than may be in a policy by default. */
const manyResources: readonly Asked[] = [
  creating(policyIds[0]),
  {
    ...associate(
      policyIds[0],
      Array.from({ length: 65 }, (_, at) => numbered(at))
    ),
    by: byDefault
  }
]

/** How a history begins: with one policy as a rule, now and then with more than there may be. */
const opening: fc.Arbitrary<readonly Move<State, Facts>[]> = fc.oneof(
  { weight: 20, arbitrary: createBackupPolicy.map((given) => [always({ command: given as object as Fields, by: inFirst })]) },
  { weight: 1, arbitrary: fc.constant(manyPolicies.map(always)) },
  { weight: 1, arbitrary: fc.constant(manyResources.map(always)) }
)

/** Histories of backup policies. */
export const setting: Setting<State, Facts> = {
  system: 'backup-policies',
  send,
  world,
  opening,
  move,
  probes: projectIds.flatMap((projectId) => [query('ListBackupPolicies', {}, projectId), query('listResources', {}, projectId)]),
  windows: windowsOf,
  queryTypes: ['ListBackupPolicies', 'listResources'],
  signalTypes: [],
  ownWords: [backupPolicies.errors['AutoBackup.0204'].message],
  ids: [
    {
      field: 'policyId',
      givenBy: ['CreateBackupPolicy'],
      asked: ['policyId'],
      told: ['backup_policy_id'],
      free: '00000000-0000-4000-8000-000000000000',
      spelled: (id) => id.toLowerCase()
    }
  ],
  makers: ['CreateBackupPolicy', 'AssociateResources'],
  errors: backupPolicies.errors
}
