/** The facts of Resource Sharing as a scenario writes them. */
import { factsChecks } from './base-facts.ts'
import { fieldsOf, isCount, isFlag, isText, listOf, recordOf } from './checks.ts'

/** Each fact that is the system's own. */
export const ownChecks = {
  directory: fieldsOf(
    {
      id: isText,
      managementAccountId: isText,
      memberIds: listOf(isText),
      folders: recordOf(listOf(isText)),
      accountsWithRunningTasks: listOf(isText)
    },
    ['id', 'managementAccountId', 'memberIds']
  ),
  resourceTypes: recordOf(fieldsOf({ leavable: isFlag, external: isFlag, service: isFlag }, ['leavable', 'external', 'service'])),
  limits: fieldsOf({ sharesPerAccount: isCount, sharedResourcesPerAccount: isCount }),
  usage: fieldsOf({ shares: isCount, sharedResources: isCount })
}

export const { checkFacts, checkStepFacts } = factsChecks('accountId', ownChecks)
