/** The state as it is at a point in time, whether or not a sweep has run: a record at or past its ceiling is not there. */
import { isGone } from '../lifecycle/retention.ts'
import type { Association, BackupPoliciesState } from './model.ts'

/** All associations as they are at `now`, of every project, in no promised order. */
export function* presentAssociations({ live, ended }: BackupPoliciesState, now: number): Generator<Association> {
  yield* live
  for (const association of ended) if (!isGone(association, now)) yield association
}
