/** Backup policies as a whole backend keeps them: a state for each project, and calls that go to the caller's. */

import type { Fields } from '../../decider/values.ts'
import { backupPolicies } from '../../index.ts'
import { type AnyEvent, type Model, put, type Sent, type States, sendEach } from '../model.ts'

type State = backupPolicies.BackupPoliciesState
type Facts = backupPolicies.Facts

/** The projects of a backend, by id. */
export type Projects = States<State>

/** A backend that holds nothing. */
export const noProjects: Projects = new Map()

const sendTo = (projects: Projects, projectId: string, command: Fields, facts: Facts): Sent<State, Facts> => {
  const before = projects.get(projectId) ?? backupPolicies.initialState
  const { state, ...came } = backupPolicies.apply(before, command as unknown as backupPolicies.BackupPoliciesCommand, facts)
  const { result } = came
  const events = came.events as readonly object[] as readonly AnyEvent[]
  return {
    states: put(projects, projectId, state, backupPolicies.initialState),
    events,
    result,
    facts,
    applied: [{ before, command, facts, state, events, result }]
  }
}

/** Answers a command, a sweep of all projects, `ListBackupPolicies`, or the library's own `listResources`. */
export const send: Model<State, Facts> = (projects, call, facts) => {
  const { type, request = {} } = call
  const state = projects.get(facts.projectId) ?? backupPolicies.initialState
  if (type === 'Sweep')
    return sendEach(projects, projects.keys(), (next, id) => sendTo(next, id, call, { ...facts, projectId: id }), facts)
  if (type !== 'ListBackupPolicies' && type !== 'listResources') return sendTo(projects, facts.projectId, call, facts)
  const result =
    type === 'ListBackupPolicies'
      ? backupPolicies.listBackupPolicies(state, request as backupPolicies.ListBackupPoliciesRequest, facts)
      : backupPolicies.listResources(state, request as backupPolicies.ListResourcesRequest, facts)
  return { states: projects, events: [], result, facts }
}
