/** Makes a step's time, facts and queries from its numbers and from what the reference model has at that time. */
import type { Facts } from '../../../src/resource-sharing/facts.ts'
import * as pools from './pools.ts'
import { type Fields, fieldsOf } from './shape.ts'
import { type State, seenAt, week } from './state.ts'
import type { ClockChoice, FactsChoice, ListChoice, Oddity } from './steps.ts'

export const pickFrom = <T>(pool: readonly T[], at: number): T | undefined => pool[at % Math.max(pool.length, 1)]
export const at = <T>(pool: readonly T[], index: number): T => {
  const found = pickFrom(pool, index)
  if (found === undefined) throw new Error('an empty pool')
  return found
}

/** Every time at which something of the state changes for a reader or a sweeper. */
const deadlinesOf = ({ share, associations }: State): number[] =>
  [
    ...associations.flatMap(({ expiresFrom, expiresBy, invitation }) => [
      expiresFrom,
      expiresBy,
      invitation?.status === 'Pending' ? invitation.createTime + week : undefined
    ]),
    share?.expiresFrom,
    share?.expiresBy
  ].flatMap((time) => (time === undefined ? [] : [time]))

export const moveClock = (now: number, move: ClockChoice, state: State): number => {
  if (move.kind === 'on') return now + move.by
  const ahead = deadlinesOf(state).filter((time) => time >= now - 1)
  const deadline = pickFrom(
    [...new Set(ahead)].sort((a, b) => a - b),
    move.at
  )
  return deadline === undefined ? now : deadline + move.by
}

export const makeFacts = (choice: FactsChoice, now: number, accountId: string, requestId: string): Facts => {
  const directory = pools.directories[choice.directory]
  const resourceTypes = pools.typeCatalogues[choice.types]
  const retention = pools.retentions[choice.retention]
  const limits = pools.limits[choice.limits]
  const usage = pools.usages[choice.usage]
  return {
    now,
    requestId,
    accountId,
    ...(directory && {
      directory: { ...directory, ...(choice.areTasksRunning && { accountsWithRunningTasks: pools.accounts }) }
    }),
    ...(resourceTypes && { resourceTypes }),
    ...(retention && { retention }),
    ...(limits && { limits }),
    ...(usage && { usage })
  }
}

export const unique = <T>(entries: readonly T[]): T[] => {
  const texts = entries.map((entry) => JSON.stringify(entry))
  return entries.filter((_, index) => texts.indexOf(texts[index] ?? '') === index)
}

const badEntry = ({
  kind,
  index,
  text
}: {
  kind: 'resources' | 'targets' | 'properties'
  index: number
  text: number
}): unknown => {
  if (kind === 'resources') return pools.badResources[index % pools.badResources.length]
  if (kind === 'targets') return pools.badTargets[index % pools.badTargets.length]
  return { TargetId: pickFrom(pools.targets, text), Property: pools.properties[index % pools.properties.length] }
}
const goodEntry = ({
  kind,
  index,
  text
}: {
  kind: 'resources' | 'targets' | 'properties'
  index: number
  text: number
}): unknown => {
  if (kind === 'resources') return at(pools.resources, index)
  if (kind === 'targets') return at(pools.targets, index)
  return { TargetId: pickFrom(pools.targets.slice(-4), index), Property: pickFrom(pools.properties.slice(0, 3), text) }
}

const oddValue = ({ value }: Oddity): unknown => {
  if (value.kind === 'odd') return pools.oddities[value.at % pools.oddities.length]
  const { kind } = value
  return value.entries.map(({ isBad, at: index, text }) => (isBad ? badEntry : goodEntry)({ kind, index, text }))
}
const fieldFor = ({ value }: Oddity): string | undefined =>
  value.kind === 'odd' ? undefined : { resources: 'Resources', targets: 'Targets', properties: 'TargetProperties' }[value.kind]

/** Puts odd values in the place of good ones. Fields of the command are marked with a dot. */
export const spoil = (command: Fields, fields: readonly string[], oddities: readonly Oddity[]): Fields => {
  let spoilt = command
  for (const oddity of oddities) {
    const field = fieldFor(oddity) ?? at(fields, oddity.field)
    const value = oddValue(oddity)
    spoilt = field.startsWith('.')
      ? { ...spoilt, [field.slice(1)]: value }
      : { ...spoilt, request: { ...fieldsOf(spoilt.request), [field]: value } }
  }
  return spoilt
}

/** The request of a list query, and who asks. */
export const makeQuery = (choice: ListChoice, state: State, facts: Facts): { request: Fields; caller: string } => {
  const { share, associations } = seenAt(state, facts)
  const record = choice.entity === null ? undefined : pickFrom(associations, choice.entity)
  const AssociationType =
    (record && choice.kind % 4 > 0 ? record.associationType : undefined) ?? (choice.kind % 2 === 0 ? 'Resource' : 'Target')
  const filter =
    record === undefined ? {} : { [record.associationType === 'Resource' ? 'ResourceId' : 'Target']: record.entityId }
  const request = {
    AssociationType,
    ...(choice.max === undefined ? {} : { MaxResults: choice.max }),
    ...(choice.status === undefined ? {} : { AssociationStatus: choice.status }),
    ...(choice.shares === undefined ? {} : { ResourceShareIds: choice.shares }),
    ...(choice.owner === undefined ? {} : { ResourceOwner: choice.owner }),
    ...filter
  }
  const fields = [
    'AssociationType',
    'AssociationStatus',
    'MaxResults',
    'NextToken',
    'ResourceShareIds',
    'Target',
    'ResourceId',
    'ResourceOwner'
  ]
  const targetRecords = associations.filter(({ associationType }) => associationType === 'Target')
  const right = choice.owner === 'OtherAccounts' ? pickFrom(targetRecords, choice.caller)?.entityId : share?.owner
  const caller = (choice.isRightCaller ? right : undefined) ?? at(pools.accounts, choice.caller)
  const spoilt = spoil({ request }, fields, choice.oddities).request
  return { request: fieldsOf(spoilt), caller }
}
