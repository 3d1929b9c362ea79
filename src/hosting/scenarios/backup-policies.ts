/** Backup policies on the command line: the projects of a scenario, each a state of its own. */
import type { Fields } from '../../decider/values.ts'
import { backupPolicies } from '../../index.ts'
import { noProjects, type Projects, send } from '../../testing/backup-policies/model.ts'
import { checkFacts, checkStepFacts } from './backup-policies-facts.ts'
import { answerOf, deadlinesOf, readableDeadline, tones, withReadableTimes } from './records.ts'
import type { Answer, Life, StepFacts, System, World } from './system.ts'

type Facts = backupPolicies.Facts
type State = backupPolicies.BackupPoliciesState

/** Facts of a scenario have been checked field by field when it was read. */
const factsFrom = (facts: StepFacts): Facts => facts as unknown as Facts

/** A command that the service does not have is no operation: what it is refused with is the same for all. */
const operationOf = (type: unknown): backupPolicies.OperationName =>
  typeof type === 'string' && Object.hasOwn(backupPolicies.operations, type)
    ? (type as backupPolicies.OperationName)
    : 'DisassociateResources'

/** What is not asked for by a client is never on the wire. */
const isOnWire = ({ type }: Fields): boolean => type !== 'Sweep' && type !== 'listResources'

const sendOf = (projects: Projects, call: Fields, facts: StepFacts) => {
  const { states, applied = [], ...sent } = send(projects, call, factsFrom(facts))
  const { result } = sent as { readonly result: Parameters<typeof backupPolicies.wire.writeReply>[1] }
  const reply = isOnWire(call) ? backupPolicies.wire.writeReply(operationOf(call.type), result) : undefined
  return { states, applied, answer: answerOf(sent, reply) }
}

// ---- queries

type Selector = (state: State, facts: Facts) => readonly unknown[]

/** The selectors of the library. */
const selectors: ReadonlyMap<unknown, Selector> = new Map<unknown, Selector>([
  ['associations', (state, facts) => [...backupPolicies.associations(state, facts)].map(withReadableTimes)],
  ['failedDisassociations', (state, facts) => [...backupPolicies.failedDisassociations(state, facts)]],
  ['nextDeadline', (state) => readableDeadline(backupPolicies.nextDeadline(state))]
])

const query = (projects: Projects, asked: Fields, facts: StepFacts): Answer => {
  const selector = selectors.get(asked.type)
  if (selector === undefined) return sendOf(projects, asked, facts).answer
  const state = projects.get(factsFrom(facts).projectId) ?? backupPolicies.initialState
  return { ok: true, body: selector(state, factsFrom(facts)), events: [] }
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
      const { states, answer, applied } = sendOf(projects, command, facts)
      return { world: states === projects ? world : worldOf(states), answer, facts, applied }
    },
    query: (asked, facts) => query(projects, asked, facts),
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
  emptyWorld: worldOf(noProjects),
  checkFacts,
  checkStepFacts,
  queryTypes: ['ListBackupPolicies', 'listResources', ...[...selectors.keys()].map(String)],
  signalTypes: [],
  errorCodes: Object.keys(backupPolicies.errors),
  faultAmong: () => undefined,
  subjectOf,
  isAlarm: () => false,
  callerFact: 'projectId'
}
