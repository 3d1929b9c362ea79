// What is measured: a resource share, or the policies of a project, with so many associations, and requests that name five of them.
import { backupPolicies as B, resourceSharing as S } from '../../dist/index.js'

export const sizes = [10, 100, 1_000, 10_000, 100_000, 1_000_000]
export const named = 5
export const now = Date.UTC(2026, 0, 1)
export const hourMs = 3_600_000

/** Ids whose hashes lie apart, as those of real resources do. */
export const idOf = (number) => {
  const head = (Math.imul(number + 1, 2_654_435_761) >>> 0).toString(16).padStart(8, '0')
  return `${head}-0000-4000-8000-${String(number).padStart(12, '0')}`
}

/** A text of its own, as a parser makes it: its hash is not known yet. */
const fresh = (text) => JSON.parse(JSON.stringify(text))

let seed = 1
const randomBelow = (limit) => {
  seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff
  return (seed >>> 4) % limit
}

/** Five different ids of those that are there. */
export const pickIds = (size) => {
  const ids = new Set()
  while (ids.size < named) ids.add(idOf(randomBelow(size)))
  return [...ids].map(fresh)
}

export const repeat = (count, make) => Array.from({ length: count }, (_, number) => make(number))

/** The events that bring associations in, each a little later than the one before. */
export const arrivals = (size, identity) =>
  repeat(size, (number) => {
    const about = { at: now - size + number, ...identity, associationType: 'Resource', entityId: idOf(number) }
    return [
      { type: 'AssociationStarted', ...about },
      { type: 'AssociationSucceeded', ...about, at: about.at + 4_000 }
    ]
  }).flat()

/** Folds in portions, as a host would. */
const folded = (system, state, events) => {
  let next = state
  for (let at = 0; at < events.length; at += 10_000) next = system.evolveAll(next, events.slice(at, at + 10_000))
  return next
}

export const sharing = {
  name: 'resource share',
  system: S,
  command: 'DisassociateResourceShare',
  identity: { resourceShareId: 'rs-bench', entityType: 'VSwitch' },
  facts: { now: now + hourMs, requestId: 'bench', accountId: '1000000000000001', limits: { sharedResourcesPerAccount: 1e9 } },
  empty() {
    const share = { resourceShareName: 'bench', resourceShareOwner: this.facts.accountId, allowExternalTargets: false }
    return S.evolve(S.initialState, { type: 'ResourceShareCreated', at: 0, resourceShareId: 'rs-bench', ...share })
  },
  requestOf: (ids) => ({
    ResourceShareId: 'rs-bench',
    Resources: ids.map((ResourceId) => ({ ResourceId, ResourceType: 'VSwitch' }))
  }),
  disassociate: S.disassociateResourceShare
}

const policyId = idOf(sizes.at(-1))

export const policies = {
  name: 'backup policies',
  system: B,
  command: 'DisassociateResources',
  identity: { projectId: 'bench', policyId, entityType: 'volume' },
  facts: { now: now + hourMs, requestId: 'bench', projectId: 'bench' },
  empty() {
    const period = { frequency: 1, start_time: '12:00', status: 'ON', rentention_num: 5 }
    const scheduledPolicy = { ...period, remain_first_backup_of_curMonth: 'N' }
    const created = { type: 'BackupPolicyCreated', at: 0, projectId: 'bench', policyId, policyName: 'bench', scheduledPolicy }
    return B.evolve(B.initialState, created)
  },
  requestOf: (ids) => ({ policy_id: policyId, resources: ids.map((resource_id) => ({ resource_id })) }),
  disassociate: B.disassociateResources
}

export const systems = [sharing, policies]

/** A state in which so many are associated. */
export const stateOf = (world, size) => folded(world.system, world.empty(), arrivals(size, world.identity))

/** The same state, with some of them ended, each at its time. */
export const withEnded = (world, state, ids, endOf) => {
  const ending = (entityId) => {
    const about = { at: endOf(entityId), ...world.identity, associationType: 'Resource', entityId }
    return [
      { type: 'DisassociationStarted', ...about },
      { type: 'DisassociationSucceeded', ...about }
    ]
  }
  return folded(world.system, state, ids.flatMap(ending))
}
