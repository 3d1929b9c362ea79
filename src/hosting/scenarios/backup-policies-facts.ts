/** The facts of backup policies as a scenario writes them. */
import { factsChecks } from './base-facts.ts'
import { fieldsOf, isCount, isText, listOf } from './checks.ts'

/** Each fact that is the system's own. */
export const ownChecks = {
  executingPolicyIds: listOf(isText),
  defaultPolicyId: isText,
  limits: fieldsOf({ policiesPerProject: isCount, resourcesPerPolicy: isCount })
}

export const { checkFacts, checkStepFacts } = factsChecks('projectId', ownChecks)
