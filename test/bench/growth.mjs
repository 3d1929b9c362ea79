// What a command costs as the share grows: one DisassociateResourceShare of five targets, everything included, on shares of 10 to
// 1,000,000 associations, beside the same change to a Map in place without any check (the limit). Candidates take turns; medians.
import { resourceSharing as S } from '../../dist/index.js'

const owner = '1000000000000001'
const id = 'rs-bench'
const type = 'VSwitch'
const sizes = [10, 1_000, 10_000, 100_000, 1_000_000]
const rounds = 9
const commands = 2_000
const now = Date.UTC(2026, 0, 1)
const facts = { now, requestId: 'bench', accountId: owner, limits: { sharedResourcesPerAccount: 10_000_000 } }

/** A text of its own, as a parser makes it: its hash is not known yet. */
const fresh = (text) => JSON.parse(JSON.stringify(text))

const shareOf = (size) => {
  const events = [
    {
      type: 'ResourceShareCreated',
      at: now,
      resourceShareId: id,
      resourceShareName: 'bench',
      resourceShareOwner: owner,
      allowExternalTargets: false
    }
  ]
  for (let n = 0; n < size; n += 1) {
    const entity = {
      at: now,
      resourceShareId: id,
      associationType: 'Resource',
      entityType: type,
      entityId: `vsw-${n.toString(36)}`
    }
    events.push({ type: 'AssociationStarted', ...entity }, { type: 'AssociationSucceeded', ...entity })
  }
  return S.evolveAll(S.initialState, events)
}

const median = (numbers) => numbers.sort((a, b) => a - b)[numbers.length >> 1]

const measure = (work) => {
  const begun = process.hrtime.bigint()
  work()
  return Number(process.hrtime.bigint() - begun) / 1_000
}

const table = []
// The first pass warms the code up and is thrown away.
for (const size of [10, ...sizes]) {
  const state = shareOf(size)
  const place = new Map()
  for (const { associationType, entityType, entityId, status, createTime, updateTime } of S.associations(state, facts))
    place.set(entityId, { associationType, entityType, entityId, status, createTime, updateTime })
  let seed = 1
  const pick = () => {
    const ids = new Set()
    while (ids.size < 5) {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff
      ids.add(`vsw-${(seed % size).toString(36)}`)
    }
    return [...ids].map(fresh)
  }
  const batches = Array.from({ length: rounds }, () => Array.from({ length: commands }, pick))

  const checked = S.apply(
    state,
    {
      type: 'DisassociateResourceShare',
      request: { ResourceShareId: id, Resources: batches[0][0].map((ResourceId) => ({ ResourceId, ResourceType: type })) }
    },
    facts
  )
  if (!checked.result.ok || checked.events.length !== 5 || checked.state.running !== 5)
    throw new Error('the command to measure is not right')

  const own = []
  const limit = []
  for (const batch of batches) {
    const requests = batch.map((ids) => ({
      ResourceShareId: id,
      Resources: ids.map((ResourceId) => ({ ResourceId, ResourceType: type }))
    }))
    own.push(
      measure(() => {
        for (const request of requests) S.disassociateResourceShare(state, request, facts)
      }) / commands
    )
    limit.push(
      measure(() => {
        for (const ids of batch)
          for (const entityId of ids) {
            const { associationType, entityType, createTime } = place.get(entityId)
            place.set(entityId, { associationType, entityType, entityId, status: 'Disassociating', createTime, updateTime: now })
          }
      }) / commands
    )
  }
  table.push({ size, own: median(own), limit: median(limit) })
}

table.shift()
const first = table[0]
console.log('associations   a command (us)   in place (us)   ratio   growth: command   in place')
for (const { size, own, limit } of table)
  console.log(
    String(size).padStart(12),
    own.toFixed(2).padStart(16),
    limit.toFixed(2).padStart(15),
    `${(own / limit).toFixed(1)}x`.padStart(7),
    `${(own / first.own).toFixed(1)}x`.padStart(17),
    `${(limit / first.limit).toFixed(1)}x`.padStart(10)
  )
const large = table.find(({ size }) => size === 100_000)
const growth = large.own / first.own
const allowed = Math.max(5, large.limit / first.limit)
console.log(
  `from 10 to 100,000 associations a command grows ${growth.toFixed(1)}x; allowed are ${allowed.toFixed(1)}x: ${growth <= allowed ? 'holds' : 'falls short'}`
)
process.exitCode = growth <= allowed ? 0 : 1
