/** AssociateResources and DisassociateResources. */
import type { Facts, ResourceFailure } from '../../../src/backup-policies/index.ts'
import { begin, type Change, end, messageOf, type Outcome, refuse } from './outcome.ts'
import { checkAssociate, checkDisassociate, entriesOf, type Fields, fieldsOf, toId } from './shape.ts'
import { find, isLive, liveIn, policyOf, type State, seenAt } from './state.ts'

/** B, Reading 10: "At most 64 resources a policy (configurable; the real number is unpublished)". */
const documentedLimit = 64

interface Named {
  readonly resourceId: string
  readonly entry: Fields
}

/** B, Reading 5: "The same id twice in one request counts once, at its first place." */
const namedIn = (request: Fields): Named[] => {
  const all = entriesOf(request).map((entry) => ({ resourceId: toId(entry.resource_id), entry }))
  return all.filter(({ resourceId }, at) => all.findIndex((other) => other.resourceId === resourceId) === at)
}

const isThere = (state: State, policyId: string, facts: Facts): boolean =>
  seenAt(state, facts).policies.some((each) => each.policyId === policyId)

/** B, Reading 10: "availability_zone and os_vol_host_attr come from the request's entry where the host puts them, else they are absent". */
const showAssociated = ({ resourceId, entry }: Named) => {
  const { resource_type, availability_zone, os_vol_host_attr } = entry
  return {
    resource_id: resourceId,
    resource_type,
    ...(typeof availability_zone === 'string' ? { availability_zone } : {}),
    ...(typeof os_vol_host_attr === 'string' ? { os_vol_host_attr } : {})
  }
}

export const associate = (state: State, command: Fields, facts: Facts): Outcome => {
  const malformed = checkAssociate(command.request)
  if (malformed !== undefined) return refuse(state, malformed)
  const request = fieldsOf(command.request)
  const policyId = toId(request.backup_policy_id)
  if (!isThere(state, policyId, facts)) return refuse(state, 'AutoBackup.0205')

  let change: Change = { state, events: [] }
  const success_resources: object[] = []
  const fail_resources: object[] = []
  const failures: ResourceFailure[] = []
  for (const named of namedIn(request)) {
    const seen = seenAt(change.state, facts)
    const current = policyOf(seen, named.resourceId)
    // "Associating one that is already in this policy succeeds and changes nothing."
    const isIn = current?.policyId === policyId
    const hasRoom = liveIn(seen, policyId).length < (facts.limits?.resourcesPerPolicy ?? documentedLimit)
    if (!isIn && !hasRoom) {
      // "those that do not fit go to `fail_resources` with AutoBackup.0204"
      fail_resources.push({ ...showAssociated(named), message: messageOf('AutoBackup.0204'), code: 'AutoBackup.0204' })
      failures.push({ resource_id: named.resourceId, reason: 'PolicyFull' })
      continue
    }
    success_resources.push(showAssociated(named))
    if (isIn) continue
    // B, Reading 9: "it ends in the old policy and starts in the new one in one decision".
    if (current !== undefined) change = end(change, current, facts)
    change = begin(change, { projectId: facts.projectId, policyId, entityId: named.resourceId }, facts)
  }
  return { ...change, result: { ok: true, reply: { success_resources, fail_resources }, failures } }
}

export const disassociate = (state: State, command: Fields, facts: Facts): Outcome => {
  const malformed = checkDisassociate(command.request)
  if (malformed !== undefined) return refuse(state, malformed)
  const request = fieldsOf(command.request)
  const policyId = toId(request.policy_id)
  if (!isThere(state, policyId, facts)) return refuse(state, 'AutoBackup.0205')

  let change: Change = { state, events: [] }
  const success_resources: object[] = []
  const fail_resources: object[] = []
  const failures: ResourceFailure[] = []
  for (const { resourceId } of namedIn(request)) {
    const identity = { projectId: facts.projectId, policyId, entityId: resourceId }
    const record = find(seenAt(change.state, facts), identity)
    if (record !== undefined && isLive(record)) {
      change = end(change, record, facts)
      success_resources.push({ resource_id: resourceId })
    } else {
      // B, Reading 1: "an entry in `fail_resources`, HTTP 200, the rest of the batch goes on", without a code.
      fail_resources.push({ resource_id: resourceId })
      failures.push({ resource_id: resourceId, reason: 'NotAssociated' })
    }
  }
  return { ...change, result: { ok: true, reply: { success_resources, fail_resources }, failures } }
}
