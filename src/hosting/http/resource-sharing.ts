/** Resource Sharing over HTTP: the RPC endpoint. Parameters are in the query, or in a form that is posted, or in both. */
import { fieldsOf, isFields } from '../../decider/values.ts'
import * as resourceSharing from '../../resource-sharing/index.ts'
import { accountLabel, invitationLabel, type ResourceSharingTypes } from '../runtime/systems.ts'
import { contentTypeOf, textOf } from './body.ts'
import { type DoorErrorCode, doorErrors } from './errors.ts'
import {
  type Answer,
  type Caller,
  type Door,
  factsIn,
  type Incoming,
  isCaller,
  noReason,
  type ResourceSharingService,
  reasonOf
} from './service.ts'
import { usageOf } from './usage.ts'

const { wire, operations, errors, initialState } = resourceSharing

type Command = resourceSharing.ServiceCommand
type State = resourceSharing.ResourceShareState

const methods = ['GET', 'POST', 'OPTIONS']

const randomShareId = (): string => `rs-${crypto.randomUUID().replaceAll('-', '')}`

const textIn = (value: unknown): string => (typeof value === 'string' ? value : '')

/** Shares in the order of their making, so that pages stay right while further ones come. */
const compareShares = ({ share: a }: State, { share: b }: State): number => {
  const [idA, idB] = [a?.resourceShareId ?? '', b?.resourceShareId ?? '']
  return (a?.createTime ?? 0) - (b?.createTime ?? 0) || (idA < idB ? -1 : Number(idA > idB))
}

const parametersOf = async ({ request, url, readBody }: Incoming): Promise<[string, string][] | DoorErrorCode> => {
  const query = [...url.searchParams]
  const bytes = await readBody()
  if (bytes.byteLength === 0) return query
  if (contentTypeOf(request) !== 'application/x-www-form-urlencoded') return 'UnsupportedContentType'
  return [...query, ...new URLSearchParams(textOf(bytes))]
}

type Parameters = readonly (readonly [string, string])[]

const valuesOf = (given: Parameters, name: string): string[] =>
  given.filter(([other]) => other === name).map(([, value]) => value)

/** Clients that have no key for a call send an empty one, or none. */
const keyOf = ({ headers }: Request, given: Parameters): string | undefined =>
  headers.get('idempotency-key') || valuesOf(given, 'ClientToken')[0] || undefined

/** The error that a host gives as a reason: one of the door's by its code, or one of its own. */
const deniedBy = (reason: unknown = 'Unauthenticated'): resourceSharing.CommandError => {
  if (typeof reason === 'string' && Object.hasOwn(doorErrors, reason)) return doorErrors[reason as DoorErrorCode]
  if (!isFields(reason)) throw noReason()
  const { status, code, message } = reason
  const isError = typeof status === 'number' && Number.isInteger(status) && status >= 400 && status <= 599
  if (!isError || typeof code !== 'string' || code === '' || typeof message !== 'string') throw noReason()
  return { status, code, message }
}

export const resourceSharingDoor = (service: ResourceSharingService): Door => {
  const { runtime, authenticate, newResourceShareId = randomShareId } = service

  const write = ({ url }: Incoming, requestId: string, result: resourceSharing.Result<object, string>): Answer =>
    // The form of an error is the same whoever has refused: the service, the runtime or this door.
    wire.writeReply(result as resourceSharing.Result<object, resourceSharing.ErrorCode>, {
      requestId,
      hostId: service.hostId ?? url.host
    })

  const refuse = (incoming: Incoming, error: resourceSharing.CommandError, requestId = runtime.newRequestId()): Answer =>
    write(incoming, requestId, { ok: false, error })

  const shareOfInvitation = async (invitationId: string): Promise<string> => {
    for await (const id of runtime.ids({ label: invitationLabel(invitationId) })) return id
    return ''
  }

  const idOf = async (command: Command): Promise<string> => {
    if (command.type === 'CreateResourceShare') return command.resourceShareId
    const { ResourceShareId, ResourceShareInvitationId } = fieldsOf(command.request)
    if (command.type === 'AcceptResourceShareInvitation' || command.type === 'RejectResourceShareInvitation')
      return shareOfInvitation(textIn(ResourceShareInvitationId))
    return textIn(ResourceShareId)
  }

  /** The host's facts, and the totals of the account where the command needs them and the host has not given any. */
  const factsOf = async (caller: Caller<ResourceSharingTypes>, { type }: Command, state: State) => {
    const own = await factsIn(caller, state)
    const { usage, now } = runtime.factsOf({ caller: caller.id, ...(own && { facts: own }) })
    if (usage !== undefined || (type !== 'CreateResourceShare' && type !== 'AssociateResourceShare')) return own ?? {}
    return { ...own, usage: await usageOf(runtime.states({ label: accountLabel(caller.id) }), caller.id, now) }
  }

  const execute = async (caller: Caller<ResourceSharingTypes>, call: Command, key: string | undefined, requestId: string) => {
    const command: Command = call.type === 'CreateResourceShare' ? { ...call, resourceShareId: newResourceShareId() } : call
    const { result }: { readonly result: resourceSharing.Result<object, string> } = await runtime.execute({
      aggregateId: await idOf(command),
      caller: caller.id,
      command,
      facts: (state) => factsOf(caller, command, state),
      // Without the id that is made here.
      clientRequest: [call.type, call.request],
      requestId,
      ...(key === undefined ? {} : { idempotencyKey: key })
    })
    return result
  }

  const list = async (caller: Caller<ResourceSharingTypes>, { request }: resourceSharing.wire.ListCall, requestId: string) => {
    const states: State[] = []
    for await (const state of runtime.states({ label: accountLabel(caller.id) })) states.push(state)
    const own = await factsIn(caller, initialState)
    const facts = runtime.factsOf({ caller: caller.id, requestId, ...(own && { facts: own }) })
    return resourceSharing.listResourceShareAssociations(states.sort(compareShares), request, facts)
  }

  const serve = async (incoming: Incoming, caller: Caller<ResourceSharingTypes>): Promise<Answer> => {
    const { request, url } = incoming
    if (url.pathname !== '/') return refuse(incoming, doorErrors['InvalidApi.NotFound'])
    if (request.method === 'OPTIONS') return { status: 204, allow: methods }
    if (!methods.includes(request.method)) return { ...refuse(incoming, doorErrors.UnsupportedHTTPMethod), allow: methods }
    const given = await parametersOf(incoming)
    if (typeof given === 'string') return refuse(incoming, doorErrors[given])
    const call = wire.readRpc(given)
    const isCall = valuesOf(given, 'Version').join() === wire.apiVersion && Object.hasOwn(operations, call.type)
    if (!isCall || valuesOf(given, 'ClientToken').length > 1) return refuse(incoming, errors.InvalidParameter)
    const requestId = runtime.newRequestId()
    const result =
      call.type === 'ListResourceShareAssociations'
        ? await list(caller, call, requestId)
        : await execute(caller, call, keyOf(request, given), requestId)
    return write(incoming, requestId, result)
  }

  const badBodies = { tooLarge: doorErrors.RequestTooLarge, interrupted: doorErrors.InvalidBody, notText: doorErrors.InvalidBody }

  return {
    answer: async (incoming) => {
      const found = await authenticate(incoming.request, incoming.readBody)
      if (isCaller(found)) return serve(incoming, found)
      return refuse(incoming, deniedBy(reasonOf(found)))
    },
    badBody: (incoming, kind) => refuse(incoming, badBodies[kind]),
    // The host's ids may be what has failed.
    failed: (incoming) => refuse(incoming, doorErrors.InternalError, crypto.randomUUID())
  }
}
