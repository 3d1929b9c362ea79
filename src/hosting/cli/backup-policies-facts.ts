/** The facts of backup policies as a scenario writes them. */
import { factsChecks } from './base-facts.ts'
import { fieldsOf, isCount, isText, listOf } from './checks.ts'

export const { checkFacts, checkStepFacts } = factsChecks('projectId', {
  executingPolicyIds: listOf(isText),
  defaultPolicyId: isText,
  limits: fieldsOf({ policiesPerProject: isCount, resourcesPerPolicy: isCount })
})
