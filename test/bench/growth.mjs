// What a command costs as the aggregate grows: one command that disassociates five resources, everything included, in aggregates of 10 to
// 1,000,000 associations, in both systems, beside the same change to a Map in place without any check (the limit). They take turns; medians.
import { backupPolicies as B, resourceSharing as S } from '../../dist/index.js'

const sizes = [10, 1_000, 10_000, 100_000, 1_000_000]
const rounds = 9
const commands = 2_000
const now = Date.UTC(2026, 0, 1)

/** Ids whose hashes lie apart, as those of real resources do. */
const idOf = (number) => {
  const head = (Math.imul(number + 1, 2_654_435_761) >>> 0).toString(16).padStart(8, '0')
  return `${head}-0000-4000-8000-${String(number).padStart(12, '0')}`
}

/** A text of its own, as a parser makes it: its hash is not known yet. */
const fresh = (text) => JSON.parse(JSON.stringify(text))

const startedAndSucceeded = (size, identity) =>
  Array.from({ length: size }, (_, number) => {
    const about = { at: now, ...identity, associationType: 'Resource', entityId: idOf(number) }
    return [
      { type: 'AssociationStarted', ...about },
      { type: 'AssociationSucceeded', ...about }
    ]
  }).flat()

const sharing = {
  name: 'resource share',
  facts: { now, requestId: 'bench', accountId: '1000000000000001', limits: { sharedResourcesPerAccount: 10_000_000 } },
  eventsOfOne: 1,
  stateOf(size) {
    const resourceShareId = 'rs-bench'
    const created = {
      type: 'ResourceShareCreated',
      at: now,
      resourceShareId,
      resourceShareName: 'bench',
      resourceShareOwner: this.facts.accountId,
      allowExternalTargets: false
    }
    return S.evolveAll(S.initialState, [created, ...startedAndSucceeded(size, { resourceShareId, entityType: 'VSwitch' })])
  },
  requestOf: (ids) => ({
    ResourceShareId: 'rs-bench',
    Resources: ids.map((ResourceId) => ({ ResourceId, ResourceType: 'VSwitch' }))
  }),
  disassociate: S.disassociateResourceShare
}

const policies = {
  name: 'backup policies',
  facts: { now, requestId: 'bench', projectId: 'bench' },
  eventsOfOne: 2,
  policyId: idOf(sizes.at(-1)),
  stateOf(size) {
    const { policyId } = this
    const { projectId } = this.facts
    const scheduledPolicy = {
      frequency: 1,
      start_time: '12:00',
      status: 'ON',
      rentention_num: 5,
      remain_first_backup_of_curMonth: 'N'
    }
    const created = { type: 'BackupPolicyCreated', at: now, projectId, policyId, policyName: 'bench', scheduledPolicy }
    return B.evolveAll(B.initialState, [created, ...startedAndSucceeded(size, { projectId, policyId, entityType: 'volume' })])
  },
  requestOf: (ids) => ({ policy_id: policies.policyId, resources: ids.map((resource_id) => ({ resource_id })) }),
  disassociate: B.disassociateResources
}

const systems = [sharing, policies]

const median = (numbers) => numbers.sort((a, b) => a - b)[numbers.length >> 1]

const measure = (work) => {
  const begun = process.hrtime.bigint()
  work()
  return Number(process.hrtime.bigint() - begun) / 1_000 / commands
}

/** The limit: records in a Map, changed in place. */
const inPlace = (place, batch) => {
  for (const ids of batch)
    for (const entityId of ids) {
      const { associationType, entityType, createTime } = place.get(entityId)
      place.set(entityId, { associationType, entityType, entityId, status: 'Disassociating', createTime, updateTime: now })
    }
}

const rowOf = (size) => {
  const states = systems.map((system) => system.stateOf(size))
  const place = new Map()
  for (const { associationType, entityType, entityId, status, createTime, updateTime } of S.associations(
    states[0],
    sharing.facts
  ))
    place.set(entityId, { associationType, entityType, entityId, status, createTime, updateTime })
  let seed = 1
  const pick = () => {
    const ids = new Set()
    while (ids.size < 5) {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff
      ids.add(idOf(seed % size))
    }
    return [...ids].map(fresh)
  }
  const batches = Array.from({ length: rounds }, () => Array.from({ length: commands }, pick))

  for (const [at, { name, disassociate, requestOf, facts, eventsOfOne }] of systems.entries()) {
    const { result, events } = disassociate(states[at], requestOf(batches[0][0]), facts)
    if (!result.ok || events.length !== 5 * eventsOfOne) throw new Error(`the command to measure is not right: ${name}`)
  }

  const times = systems.map(() => [])
  const limit = []
  for (const batch of batches) {
    for (const [at, { disassociate, requestOf, facts }] of systems.entries()) {
      const requests = batch.map(requestOf)
      times[at].push(
        measure(() => {
          for (const request of requests) disassociate(states[at], request, facts)
        })
      )
    }
    limit.push(measure(() => inPlace(place, batch)))
  }
  return { size, own: times.map(median), limit: median(limit) }
}

// The first pass warms the code up and is thrown away.
const [, ...table] = [10, ...sizes].map(rowOf)
const [first] = table
const cells = (texts) => texts.map((text) => text.padStart(17)).join('')
const of = (number) => `${number.toFixed(1)}x`

console.log('microseconds for a command, and how many times the change in place')
console.log(cells(['associations', ...systems.flatMap(({ name }) => [name, '']), 'in place']))
for (const { size, own, limit } of table)
  console.log(cells([String(size), ...own.flatMap((time) => [time.toFixed(2), of(time / limit)]), limit.toFixed(2)]))

const large = table.find(({ size }) => size === 100_000)
const allowed = Math.max(5, large.limit / first.limit)
for (const [at, { name }] of systems.entries()) {
  const growth = large.own[at] / first.own[at]
  const holds = growth <= allowed
  console.log(
    `${name}: from 10 to 100,000 associations a command grows ${of(growth)}; allowed are ${of(allowed)}: ${holds ? 'holds' : 'falls short'}`
  )
  if (!holds) process.exitCode = 1
}
