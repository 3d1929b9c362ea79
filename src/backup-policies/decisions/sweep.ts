/** Sweep: does all that is due at `facts.now`. Deadlines are data, so a sweep that comes late or twice does no harm. */
import { accepted } from '../../decider/decider.ts'
import { dueAmong } from '../../lifecycle/retention.ts'
import type { AssociationExpired } from '../events.ts'
import type { Facts } from '../facts.ts'
import type { BackupPoliciesState } from '../model.ts'
import type { Sweep } from '../requests.ts'
import { type BackupPoliciesDecision, lifeEvent } from './policies.ts'

export const decideSweep = (_sweep: Sweep, state: BackupPoliciesState, { now }: Facts): BackupPoliciesDecision =>
  accepted(
    dueAmong(state.ended.view('ended'), now).map(
      (association): AssociationExpired => lifeEvent('AssociationExpired', association, now)
    )
  )
