/**
 * The shape of a request: the first of the checks, made before the state is looked at. Requests are of unknown origin here, whatever
 * their type says. Each check runs over the whole list before the next one does.
 */
import { allEntries, type Fields, fieldsOf, isFields, isList, isMissingId } from '../decider/values.ts'
import type { RefusalCode } from './errors.ts'
import { isTenantsPolicyName, isUuid, toId } from './grammar.ts'
import { entityType } from './model.ts'
import { type ScheduledPolicy, scheduleOf } from './schedule.ts'

/** What a request asks for once its shape is known to be right, or the code of the first check that it fails. */
export type Shape<T> = T | RefusalCode

export const isCode = <T extends object>(shape: Shape<T>): shape is RefusalCode => typeof shape === 'string'

const isBracketed = (text: string): boolean => text.includes('<') || text.includes('>')

/** Whether `<` or `>` is in any name or text of a value. However deep it is nested, the stack does not grow. */
export const holdsAngleBracket = (value: unknown): boolean => {
  const open: unknown[] = [value]
  const seen = new Set<object>()
  while (open.length > 0) {
    const next = open.pop()
    if (typeof next === 'string' && isBracketed(next)) return true
    if (typeof next !== 'object' || next === null || seen.has(next)) continue
    seen.add(next)
    const fields = next as Fields
    for (const name of Object.keys(fields)) {
      if (isBracketed(name)) return true
      const field = fields[name]
      if (typeof field === 'object' || (typeof field === 'string' && isBracketed(field))) open.push(field)
    }
  }
  return false
}

const isEmptyRequest = (request: unknown): boolean => !isFields(request) || Object.keys(request).length === 0

interface Entry {
  readonly resource_id: unknown
  readonly resource_type?: unknown
}

const isEntry = (entry: unknown): entry is Entry => isFields(entry) && !isMissingId(entry.resource_id)

/** The checks of a request that names resources, up to those of the policy's id. */
const resourcesFault = (request: unknown, isTyped: boolean): RefusalCode | undefined => {
  if (isEmptyRequest(request)) return 'AutoBackup.0000'
  const { resources } = request as Fields
  if (!isList(resources)) return 'AutoBackup.0001'
  if (resources.length === 0) return 'AutoBackup.0207'
  if (!allEntries(resources, isEntry)) return 'AutoBackup.0209'
  if (holdsAngleBracket(request)) return 'AutoBackup.0221'
  if (!resources.every(({ resource_id }) => isUuid(resource_id))) return 'AutoBackup.1400'
  return isTyped && !resources.every(({ resource_type }) => resource_type === entityType) ? 'AutoBackup.0211' : undefined
}

/** A policy's id as it is kept. One that is no text is nobody's. */
const policyIdOf = (given: unknown): string => (typeof given === 'string' ? toId(given) : '')

/** The entries of a request whose shape is right, each resource once, at its first place, by its id as it is kept. */
export const namedIn = <E extends { readonly resource_id: string }>(resources: readonly E[]): ReadonlyMap<string, E> => {
  const named = new Map<string, E>()
  for (const entry of resources) {
    const id = toId(entry.resource_id)
    if (!named.has(id)) named.set(id, entry)
  }
  return named
}

export interface ResourcesShape {
  readonly policyId: string
  /** Each once, in the order of the request. */
  readonly resourceIds: readonly string[]
}

const resourcesShape = (request: unknown, policyIdName: string, isTyped: boolean): Shape<ResourcesShape> => {
  const fault = resourcesFault(request, isTyped)
  if (fault !== undefined) return fault
  const fields = request as Fields & { readonly resources: readonly { readonly resource_id: string }[] }
  if (isMissingId(fields[policyIdName])) return 'AutoBackup.0006'
  return { policyId: policyIdOf(fields[policyIdName]), resourceIds: [...namedIn(fields.resources).keys()] }
}

export const associateShape = (request: unknown): Shape<ResourcesShape> => resourcesShape(request, 'backup_policy_id', true)

export const disassociateShape = (request: unknown): Shape<ResourcesShape> => resourcesShape(request, 'policy_id', false)

/** Of a query nothing is checked but what no request may hold. */
export const queryShape = (request: unknown): Shape<Fields> =>
  holdsAngleBracket(request) ? 'AutoBackup.0221' : fieldsOf(request)

export interface CreateShape {
  readonly policyId: string
  readonly policyName: string
  readonly scheduledPolicy: ScheduledPolicy
}

/** A command as it may really be. */
type Unchecked<K extends string> = { readonly [F in K]?: unknown }

export const createShape = ({ request, policyId }: Unchecked<'request' | 'policyId'>): Shape<CreateShape> => {
  if (isEmptyRequest(request)) return 'AutoBackup.0000'
  if (holdsAngleBracket(request)) return 'AutoBackup.0221'
  const { backup_policy_name: policyName, scheduled_policy } = request as Fields
  if (!isTenantsPolicyName(policyName)) return 'AutoBackup.0102'
  const scheduledPolicy = scheduleOf(scheduled_policy)
  if (scheduledPolicy === undefined) return 'AutoBackup.0001'
  return isUuid(policyId) ? { policyId: toId(policyId), policyName, scheduledPolicy } : 'AutoBackup.0006'
}

export const deleteShape = (request: unknown): Shape<{ readonly policyId: string }> => {
  if (isEmptyRequest(request)) return 'AutoBackup.0000'
  if (holdsAngleBracket(request)) return 'AutoBackup.0221'
  const { policy_id } = request as Fields
  return isMissingId(policy_id) ? 'AutoBackup.0006' : { policyId: policyIdOf(policy_id) }
}
