/** What a decision needs to know of the world, as plain data: a decision with the same arguments always gives the same answer. */
import { type BaseFacts, checkBaseFacts, checkNumbers } from '../aggregate/facts.ts'
import { isAbsent } from '../decider/values.ts'
import { toId } from './grammar.ts'

/** What a decision on policies needs to know of the world, from whoever calls it. The library's own. */
export interface Facts extends BaseFacts {
  /** Whose policies these are. The policies of another project are not there for it. */
  readonly projectId: string
  /** Policies that are making backups: they cannot be deleted. */
  readonly executingPolicyIds?: readonly string[]
  /** The policy that the service has made itself: a tenant cannot delete it. */
  readonly defaultPolicyId?: string
  /** How much there may be. */
  readonly limits?: {
    /** Documented default: 10. */
    readonly policiesPerProject?: number
    /** Default: 64, a reading: the real number is not published. */
    readonly resourcesPerPolicy?: number
  }
}

/**
 * How many policies a project may have, and how many resources a policy. Documented in CreateBackupPolicy, but for the second, which is
 * the library's own: the real number is not published.
 */
export const defaultLimits = Object.freeze({ policiesPerProject: 10, resourcesPerPolicy: 64 })

/**
 * Facts that are no facts are a programmer's error, not an answer to a client.
 * @throws RangeError when `now` is no point in time, `retention` no window, or a limit no number.
 * @throws TypeError when `projectId`, `requestId` or `defaultPolicyId` is no text, or `executingPolicyIds` no list.
 */
export const checkFacts = (facts: Facts): void => {
  checkBaseFacts(facts, ['projectId', 'requestId'])
  checkNumbers('limits', facts.limits)
  const { defaultPolicyId, executingPolicyIds: executing } = facts
  if (!isAbsent(defaultPolicyId) && typeof defaultPolicyId !== 'string')
    throw new TypeError('facts.defaultPolicyId must be an id, or absent')
  if (!isAbsent(executing) && !(Array.isArray(executing) && executing.every((id) => typeof id === 'string')))
    throw new TypeError('facts.executingPolicyIds must be a list of ids, or absent')
}

export const isDefaultPolicy = ({ defaultPolicyId }: Facts, policyId: string): boolean =>
  !isAbsent(defaultPolicyId) && toId(defaultPolicyId) === policyId

export const isExecuting = ({ executingPolicyIds }: Facts, policyId: string): boolean =>
  (executingPolicyIds ?? []).some((id) => toId(id) === policyId)
