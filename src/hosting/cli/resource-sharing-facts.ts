/** The facts of Resource Sharing as a scenario writes them: the library's own, but for the time, which is the clock's. */
import { all, type Check, fieldsOf, isCount, isFlag, isText, listOf, must, orNull, recordOf } from './checks.ts'

const isLength = must('a number of milliseconds, 0 or more', (value) => Number.isFinite(value) && Number(value) >= 0)

const isRetention: Check = all(
  fieldsOf({ floorMs: isLength, ceilingMs: isLength }, ['floorMs', 'ceilingMs']),
  must('a window with floorMs not above ceilingMs', (value) => {
    const { floorMs, ceilingMs } = value as { floorMs: number; ceilingMs: number }
    return floorMs <= ceilingMs
  })
)

const checks: Readonly<Record<string, Check>> = {
  accountId: isText,
  requestId: isText,
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
  usage: fieldsOf({ shares: isCount, sharedResources: isCount }),
  retention: isRetention
}

/** What cannot be taken away from a step: somebody asks, and every request has an id. */
const lasting = ['accountId', 'requestId']

const stepChecks = Object.fromEntries(
  Object.entries(checks).map(([name, check]) => [name, lasting.includes(name) ? check : orNull(check)])
)

/** The facts of a scenario. */
export const checkFacts: Check = fieldsOf(checks, ['accountId'])
/** The facts that a step may replace, or take away with `null`. */
export const checkStepFacts: Check = fieldsOf(stepChecks)
