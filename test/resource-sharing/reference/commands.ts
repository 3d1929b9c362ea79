/** Makes a step's command from its numbers and from what the reference model has at that time, so that most commands can do something. */
import type { Facts } from '../../../src/resource-sharing/facts.ts'
import { isOfDirectory, kindOf } from './directory.ts'
import * as pools from './pools.ts'
import { at, pickFrom, spoil, unique } from './requests.ts'
import { type Fields, typeOf } from './shape.ts'
import { type Association, isLive, isOpen, type State, seenAt } from './state.ts'
import type { CommandChoice, RunChoice } from './steps.ts'

export interface Call {
  readonly command: Fields
  readonly caller: string
}

interface Scene {
  readonly choice: CommandChoice
  readonly seen: State
  readonly facts: Facts
  readonly shareId: string
  readonly resources: typeof pools.resources
  readonly targets: typeof pools.targets
  /** The share's own id, or now and then another one. */
  readonly ResourceShareId: string
  /** The right caller, or now and then another one. */
  readonly callerOr: (right: string) => string
}

const isTarget = ({ associationType }: Association): boolean => associationType === 'Target'
const isAccount = ({ entityId }: Association): boolean => /^[0-9*]+$/.test(entityId)
const isRunning = (record: Association): boolean =>
  (record.status === 'Associating' && !isOpen(record)) || record.status === 'Disassociating'
const isPossible = (record: Association): boolean => isLive(record) && !isRunning(record)
const isPrincipal = (record: Association): boolean => isTarget(record) && isAccount(record) && isLive(record) && !isOpen(record)

/** Resources that can join, unless anything goes. */
const resourcesFor = ({ choice, seen, facts, resources }: Scene): { ResourceId: string; ResourceType: string }[] => {
  const chosen = unique(choice.resources.map((index) => at(resources, index)))
  if (!choice.isAsExpected) return chosen
  const isInternal = !seen.associations.some(({ kind }) => kind === 'external')
  return chosen.filter(
    ({ ResourceType }) => typeOf(facts, ResourceType)?.external === true || (isInternal && typeOf(facts, ResourceType))
  )
}

/** Targets that can join with those resources, unless anything goes. */
const targetsFor = (
  { choice, seen, facts, targets }: Scene,
  Resources: { ResourceType: string }[],
  allowsExternal: boolean
): string[] => {
  const chosen = unique(choice.targets.map((index) => at(targets, index)))
  if (!choice.isAsExpected) return chosen
  const types = [
    ...seen.associations.filter((each) => !isTarget(each) && isLive(each)).map(({ entityType }) => entityType),
    ...Resources.map(({ ResourceType }) => ResourceType)
  ].map((type) => typeOf(facts, type))
  return chosen.filter((entityId) => {
    const kind = kindOf({ associationType: 'Target', entityType: 'Account', entityId }, facts)
    if (entityId === (seen.share?.owner ?? pools.owner)) return false
    if (kind === 'service') return types.some((type) => type?.service)
    return kind === 'external' ? allowsExternal && types.every((type) => type?.external) : isOfDirectory(kind, entityId, facts)
  })
}

const joiningFor = (scene: Scene, allowsExternal: boolean): { lists: Fields; invitationIds: Fields } => {
  const { choice } = scene
  const possible = resourcesFor(scene)
  const Targets = targetsFor(scene, possible, allowsExternal)
  const isEmpty = possible.length + Targets.length === 0
  const Resources =
    isEmpty && choice.isAsExpected
      ? [at(scene.resources, choice.which)].filter(({ ResourceType }) => typeOf(scene.facts, ResourceType)?.external)
      : possible
  const service = Targets.find((id) => id.includes('.'))
  const Property = choice.property === null ? undefined : pickFrom(pools.properties.slice(0, 3), choice.property)
  const ids = choice.invitationIds.map(({ account, id }) => [
    at([pools.external, pools.otherExternal, pools.member], account),
    `i-${id}`
  ])
  return {
    lists: {
      ...(Resources.length > 0 || choice.which % 2 === 0 ? { Resources } : {}),
      ...(Targets.length > 0 || choice.which % 2 === 0 ? { Targets } : {}),
      ...(service !== undefined && Property !== undefined
        ? { TargetProperties: (choice.which % 9 === 0 ? [0, 1] : [0]).map(() => ({ TargetId: service, Property })) }
        : {})
    },
    invitationIds: ids.length > 0 ? { invitationIds: Object.fromEntries(ids) } : {}
  }
}

const lists = ['Resources', 'Targets', 'TargetProperties']

const create = (scene: Scene): Call => {
  const { choice, seen, shareId } = scene
  const { lists: given, invitationIds } = joiningFor({ ...scene, seen: { associations: [] } }, choice.flag === 0)
  const flag = choice.flag === 2 ? {} : { AllowExternalTargets: pools.flags[choice.flag] }
  const request = { ResourceShareName: pools.names[choice.name], ...flag, ...given }
  const command = { type: 'CreateResourceShare', resourceShareId: shareId, ...invitationIds, request }
  const fields = ['ResourceShareName', 'AllowExternalTargets', ...lists, '.resourceShareId', '.invitationIds', '.request']
  return { command: spoil(command, fields, choice.oddities), caller: scene.callerOr(seen.share?.owner ?? pools.owner) }
}

const associate = (scene: Scene): Call => {
  const { choice, seen, ResourceShareId } = scene
  const { lists: given, invitationIds } = joiningFor(scene, seen.share?.allowExternalTargets === true)
  const command = { type: 'AssociateResourceShare', ...invitationIds, request: { ResourceShareId, ...given } }
  const fields = ['ResourceShareId', ...lists, 'ResourceOwner', '.invitationIds', '.request', '.type']
  return { command: spoil(command, fields, choice.oddities), caller: scene.callerOr(seen.share?.owner ?? pools.owner) }
}

const disassociate = ({ choice, seen, resources, targets, ResourceShareId, callerOr }: Scene): Call => {
  const there = seen.associations.filter((record) => isPossible(record) || !choice.isAsExpected)
  const indexes = [...choice.resources, ...choice.targets, choice.which].slice(0, 5)
  const chosen = unique(indexes.flatMap((index) => pickFrom(there, index) ?? []))
  const known = {
    Resources: chosen
      .filter((record) => !isTarget(record))
      .map((record) => ({ ResourceId: record.entityId, ResourceType: record.entityType })),
    Targets: chosen.filter(isTarget).map((record) => record.entityId)
  }
  const any = {
    Resources: unique(choice.resources.map((index) => at(resources, index))),
    Targets: unique(choice.targets.map((index) => at(targets, index)))
  }
  const { Resources, Targets } = choice.isFromState ? known : any
  const request = {
    ResourceShareId,
    ...(Resources.length > 0 ? { Resources } : {}),
    ...(Targets.length > 0 ? { Targets } : {}),
    ...(choice.resourceOwner === undefined ? {} : { ResourceOwner: choice.resourceOwner })
  }
  const fields = ['ResourceShareId', 'Resources', 'Targets', 'ResourceOwner', '.request', '.type']
  const command = { type: 'DisassociateResourceShare', request }
  return { command: spoil(command, fields, choice.oddities), caller: callerOr(seen.share?.owner ?? pools.owner) }
}

const leave = ({ choice, seen, ResourceShareId, callerOr }: Scene): Call => {
  const leaving = seen.associations.filter(
    (record) => isTarget(record) && isAccount(record) && (isPrincipal(record) || !choice.isAsExpected)
  )
  const external = leaving.filter(({ kind }) => kind === 'external')
  const caller = callerOr(
    pickFrom(choice.isAsExpected && external.length > 0 ? external : leaving, choice.which)?.entityId ??
      at(pools.accounts, choice.which)
  )
  const target = choice.isFromState ? caller : at(pools.accounts, choice.caller)
  const request = { ResourceShareId, Targets: [target], ResourceOwner: 'OtherAccounts' }
  const fields = ['ResourceShareId', 'Resources', 'Targets', 'ResourceOwner']
  return { command: spoil({ type: 'DisassociateResourceShare', request }, fields, choice.oddities), caller }
}

const remove = ({ choice, seen, ResourceShareId, callerOr }: Scene): Call => ({
  command: spoil({ type: 'DeleteResourceShare', request: { ResourceShareId } }, ['ResourceShareId', '.request'], choice.oddities),
  caller: callerOr(seen.share?.owner ?? pools.owner)
})

const answer = ({ choice, seen, callerOr }: Scene): Call => {
  const invited = seen.associations.filter((record) => record.invitation !== undefined && isOpen(record) === choice.isAsExpected)
  const record = pickFrom(invited, choice.which)
  const type = choice.reason === 0 ? 'AcceptResourceShareInvitation' : 'RejectResourceShareInvitation'
  const command = { type, request: { ResourceShareInvitationId: record?.invitation?.id ?? `i-${choice.which % 6}` } }
  return {
    command: spoil(command, ['ResourceShareInvitationId', '.request'], choice.oddities),
    caller: callerOr(record?.entityId ?? at(pools.accounts, choice.caller))
  }
}

const signalTypes = ['AssociationSucceeded', 'AssociationFailed', 'DisassociationSucceeded', 'DisassociationFailed']
const nobody = { associationType: 'Target', entityType: 'Account', entityId: pools.member }

const signal = ({ choice, seen, callerOr }: Scene): Call => {
  const running = choice.isFromState ? seen.associations.filter(isRunning) : []
  const record = pickFrom(running.length > 0 ? running : seen.associations, choice.which)
  const operation = record?.status === 'Disassociating' ? 'Disassociation' : 'Association'
  const type = choice.isAsExpected
    ? `${operation}${choice.caller % 4 === 0 ? 'Failed' : 'Succeeded'}`
    : at(signalTypes, choice.caller)
  const { associationType, entityType, entityId } = record ?? nobody
  const reason = pools.reasons[choice.reason]
  const command = { type, associationType, entityType, entityId, ...(reason === undefined ? {} : { reason }) }
  const fields = ['.associationType', '.entityType', '.entityId', '.reason']
  return { command: spoil(command, fields, choice.oddities), caller: callerOr(pools.stranger) }
}

const sweep = ({ callerOr }: Scene): Call => ({ command: { type: 'Sweep' }, caller: callerOr(pools.stranger) })

/** All operations that run end, each with its signal. */
const settle = (scene: Scene): Call[] =>
  scene.seen.associations
    .filter(isRunning)
    .map((record, index) =>
      signal({ ...scene, seen: { associations: [record] }, choice: { ...scene.choice, caller: scene.choice.caller + index } })
    )

const calls = { create, associate, disassociate, leave, delete: remove, answer, signal, settle, sweep }

/** What is to be tried, unless there is nothing to try it on: then mostly something else. */
const kindFor = ({ kind, which, isAsExpected }: CommandChoice, { share, associations }: State): CommandChoice['kind'] => {
  if (which % 16 === 0) return kind
  if (share === undefined) return 'create'
  if (share.status !== 'Active' && isAsExpected)
    return associations.some(isRunning) ? (which % 2 === 0 ? 'signal' : 'settle') : which % 3 === 0 ? 'sweep' : kind
  if (kind === 'create') return 'associate'
  if (kind === 'delete' && isAsExpected && associations.some(isRunning)) return 'settle'
  if ((kind === 'signal' || kind === 'settle') && !associations.some(isRunning)) return 'associate'
  if (kind === 'answer' && !associations.some((each) => each.invitation !== undefined && isOpen(each) === isAsExpected))
    return 'associate'
  if (kind === 'disassociate' && isAsExpected && !associations.some(isPossible))
    return associations.some(isRunning) ? 'settle' : 'associate'
  if (kind === 'leave' && isAsExpected && !associations.some((each) => isPrincipal(each) && each.kind === 'external'))
    return associations.some(isOpen) ? 'answer' : 'associate'
  return kind
}

const poolOf = <T>(all: readonly T[], { from, size }: { from: number; size: number }): T[] =>
  [...all.slice(from), ...all.slice(0, from)].slice(0, size)

export const makeCalls = (choice: CommandChoice, run: RunChoice, state: State, shareId: string, facts: Facts): Call[] => {
  const seen = seenAt(state, facts)
  const ResourceShareId = choice.isRightShare ? shareId : at([...pools.shareIds, 'rs-none'], choice.which)
  const callerOr = (right: string): string => (choice.isRightCaller ? right : at(pools.accounts, choice.caller))
  const resources = poolOf(pools.resources, run.resources)
  const targets = poolOf(pools.targets, run.targets)
  return [calls[kindFor(choice, seen)]({ choice, seen, facts, shareId, resources, targets, ResourceShareId, callerOr })].flat()
}
