/** The facts that every system has, as a scenario writes them: the library's own, but for the time, which is the clock's. */
import { all, type Check, fieldsOf, isText, must, orNull } from './checks.ts'

const isLength = must('a number of milliseconds, 0 or more', (value) => Number.isFinite(value) && Number(value) >= 0)

/** The window in which records of ended associations are deleted. */
export const isRetention: Check = all(
  fieldsOf({ floorMs: isLength, ceilingMs: isLength }, ['floorMs', 'ceilingMs']),
  must('a window with floorMs not above ceilingMs', (value) => {
    const { floorMs, ceilingMs } = value as { floorMs: number; ceilingMs: number }
    return floorMs <= ceilingMs
  })
)

/**
 * The checks of a system's facts, of a scenario and of a step. A step may take a fact away with `null`, but not who calls, and not the id
 * of the request.
 */
export const factsChecks = (caller: string, own: Readonly<Record<string, Check>>) => {
  const checks: Readonly<Record<string, Check>> = { [caller]: isText, requestId: isText, ...own, retention: isRetention }
  const lasting = [caller, 'requestId']
  const stepChecks = Object.fromEntries(
    Object.entries(checks).map(([name, check]) => [name, lasting.includes(name) ? check : orNull(check)])
  )
  return { checkFacts: fieldsOf(checks, [caller]), checkStepFacts: fieldsOf(stepChecks) }
}
