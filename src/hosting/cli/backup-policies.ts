/** Backup policies on the command line: the projects of a scenario, each a state of its own. */
import type { Fields } from '../../decider/values.ts'
import { backupPolicies } from '../../index.ts'
import { checkFacts, checkStepFacts } from './backup-policies-facts.ts'
import { deadlinesOf, eventsOf, readableDeadline, tones, withReadableTimes } from './records.ts'
import { put, type States, sweepEach, verdictOf } from './states.ts'
import type { Answer, Life, StepFacts, System, World } from './system.ts'

type Facts = backupPolicies.Facts
type State = backupPolicies.BackupPoliciesState
type Command = backupPolicies.BackupPoliciesCommand
type Projects = States<State>

/** Facts of a scenario have been checked field by field when it was read. */
const factsFrom = (facts: StepFacts): Facts => facts as unknown as Facts

const stateOf = (projects: Projects, projectId: string): State => projects.get(projectId) ?? backupPolicies.initialState

// ---- commands

/** A command that the service does not have is no operation: what it is refused with is the same for all. */
const operationOf = (type: unknown): backupPolicies.OperationName =>
  typeof type === 'string' && Object.hasOwn(backupPolicies.operations, type)
    ? (type as backupPolicies.OperationName)
    : 'DisassociateResources'

const applyTo = (projects: Projects, projectId: string, command: Fields, facts: Facts) => {
  const before = stateOf(projects, projectId)
  const { state, events, result } = backupPolicies.apply(before, command as unknown as Command, facts)
  const answer: Answer = {
    ...verdictOf(result),
    ...backupPolicies.wire.writeReply(operationOf(command.type), result),
    ...('failures' in result && result.failures.length > 0 ? { failures: result.failures } : {}),
    events: eventsOf(events)
  }
  return { states: state === before ? projects : put(projects, projectId, state, backupPolicies.initialState), answer }
}

/** Nobody's request: whoever the facts say is asking, it is for every project. */
const sweep = (projects: Projects, command: Fields, facts: Facts) =>
  sweepEach(projects, projects.keys(), applyTo, command, (projectId) => ({ ...facts, projectId }))

// ---- queries

type Query = (state: State, request: unknown, facts: Facts) => Pick<Answer, 'ok' | 'code' | 'status' | 'body'>

const list: Query = (state, request, facts) => {
  const result = backupPolicies.listBackupPolicies(state, request as backupPolicies.ListBackupPoliciesRequest, facts)
  return { ...verdictOf(result), ...backupPolicies.wire.writeReply('ListBackupPolicies', result) }
}

const listResources: Query = (state, request, facts) => {
  const result = backupPolicies.listResources(state, request as backupPolicies.ListResourcesRequest, facts)
  return { ...verdictOf(result), body: result.ok ? result.reply : result.error }
}

/** The documented query, and the library's own. */
const queries: ReadonlyMap<unknown, Query> = new Map<unknown, Query>([
  ['ListBackupPolicies', list],
  ['listResources', listResources],
  [
    'associations',
    (state, _, facts) => ({ ok: true, body: [...backupPolicies.associations(state, facts)].map(withReadableTimes) })
  ],
  ['failedDisassociations', (state, _, facts) => ({ ok: true, body: backupPolicies.failedDisassociations(state, facts) })],
  ['nextDeadline', (state) => ({ ok: true, body: readableDeadline(backupPolicies.nextDeadline(state)) })]
])

const query = (projects: Projects, asked: Fields, facts: Facts): Answer => {
  const answer = (queries.get(asked.type) ?? list)(stateOf(projects, facts.projectId), asked.request ?? {}, facts)
  return { ...answer, events: [] }
}

// ---- what a reader sees

const policyLife = (policy: backupPolicies.BackupPolicy): Life => ({
  key: JSON.stringify([policy.projectId, policy.policyId]),
  container: policy.policyId,
  isContainer: true,
  kind: policy.policyName,
  id: policy.policyId,
  status: policy.scheduledPolicy.status,
  count: policy.resourceCount,
  tone: 'container',
  since: policy.createTime
})

const lifeOf = (association: backupPolicies.Association): Life => {
  const { projectId, policyId, entityType, entityId, status, updateTime } = association
  return {
    key: JSON.stringify([projectId, policyId, entityId]),
    container: policyId,
    isContainer: false,
    kind: entityType,
    id: entityId,
    status,
    tone: tones[status],
    since: updateTime,
    ...deadlinesOf(association)
  }
}

type Coming = { readonly createTime: number; readonly policyId: string; readonly entityId?: string }

const byComing = (a: Coming, b: Coming): number =>
  a.createTime - b.createTime || (`${a.policyId} ${a.entityId}` < `${b.policyId} ${b.entityId}` ? -1 : 1)

/** Each policy, followed by what is in it; what is left of deleted ones comes last. */
const livesOf = (state: State, facts: Facts): Life[] => {
  const policies = [...state.policies].sort(byComing)
  const associations = [...backupPolicies.associations(state, facts)].sort(byComing).map(lifeOf)
  const ids = new Set(policies.map(({ policyId }) => policyId))
  return [
    ...policies.flatMap((policy) => [
      policyLife(policy),
      ...associations.filter(({ container }) => container === policy.policyId)
    ]),
    ...associations.filter(({ container }) => !ids.has(container))
  ]
}

// ---- the system

const worldOf = (projects: Projects): World => {
  const world: World = {
    apply: (command, facts) => {
      const known = factsFrom(facts)
      const { states: next, answer } =
        command.type === 'Sweep' ? sweep(projects, command, known) : applyTo(projects, known.projectId, command, known)
      return { world: next === projects ? world : worldOf(next), answer, facts }
    },
    query: (asked, facts) => query(projects, asked, factsFrom(facts)),
    lives: (facts) => [...projects].flatMap(([projectId, state]) => livesOf(state, { ...factsFrom(facts), projectId }))
  }
  return world
}

const subjectOf = ({ policyId, entityType, entityId }: Fields): string =>
  [policyId, entityType, entityId]
    .filter((part) => part !== undefined)
    .map(String)
    .join(' ')

/** Backup policies as the command line runs them. */
export const backupPoliciesSystem: System = {
  name: 'backup-policies',
  emptyWorld: worldOf(new Map()),
  checkFacts,
  checkStepFacts,
  queryTypes: [...queries.keys()].map(String),
  signalTypes: [],
  errorCodes: Object.keys(backupPolicies.errors),
  faultAmong: () => undefined,
  subjectOf,
  isAlarm: () => false,
  callerFact: 'projectId'
}
