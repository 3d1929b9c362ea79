/** An operation that the page offers, and what its form starts with. */
import { type Answer, factsAt, type Life } from 'association-lifecycle/scenarios'
import { type Gone, goneFrom } from './gone.ts'
import { type Identity, identityOf } from './identity.ts'
import { livesOf, momentOf, type Session } from './session.ts'

type Fields = Readonly<Record<string, unknown>>

/** An invitation that is open. */
export interface Invitation {
  readonly id: string
  readonly container: string
  readonly receiver: string
}

/** What a form can start with. */
export interface View {
  /** The ids of the shares or policies, in their order. */
  readonly containers: readonly string[]
  readonly chosen: Life | undefined
  /** How it went, where it is there no more. */
  readonly gone?: Gone
  /** The share or policy that it is in, or is. */
  readonly container: Life | undefined
  readonly invitations: readonly Invitation[]
}

/** What stands in a form. */
export interface Filled {
  readonly request: Fields
  /** What the host gives beside the request. */
  readonly beside?: Fields
}

export interface Operation {
  readonly kind: 'command' | 'signal' | 'query' | 'sweep'
  /** Its documented name. */
  readonly type: string
  /** What it does, in a sentence. */
  readonly what: string
  /** Where the fields go: under `request`, beside `type`, or the whole is in the form. */
  readonly form: 'request' | 'fields' | 'whole'
  /** The documented request, with the ids of what is there. */
  readonly start: (view: View) => Filled
}

/** As it is told apart from others. */
export const nameOf = ({ kind, type }: Operation): string => `${kind}:${type}`

/** An operation of the service that changes something. */
export const command = (type: string, what: string, start: Operation['start']): Operation => ({
  kind: 'command',
  type,
  what,
  form: 'request',
  start
})

/** What goes into a step: `{ type, request, ... }`. */
export const askedOf = ({ type, form }: Operation, request: unknown, beside: Fields = {}): unknown => {
  if (form === 'whole') return request
  return form === 'request' ? { type, ...beside, request } : { ...(request as Fields), type }
}

/** What a session has to start a form with. */
export const viewOf = (session: Session, chosenKey: string | undefined): View => {
  const lives = livesOf(session)
  const moment = momentOf(session)
  const hasInvitations = session.system.queryTypes.includes('invitations')
  const { body }: Pick<Answer, 'body'> = hasInvitations
    ? moment.world.query({ type: 'invitations' }, factsAt(session.scenario, moment))
    : {}
  const invitations = Array.isArray(body) ? (body as readonly Fields[]) : []
  const gone = chosenKey === undefined ? undefined : goneFrom(session, chosenKey)
  const chosen = lives.find(({ key }) => key === chosenKey) ?? gone?.life
  return {
    containers: lives.filter(({ isContainer }) => isContainer).map(({ id }) => id),
    chosen,
    ...(gone === undefined ? {} : { gone }),
    container: lives.find(({ isContainer, id }) => isContainer && id === chosen?.container),
    invitations: invitations
      .filter(({ Status }) => Status === 'Pending')
      .map(({ ResourceShareInvitationId, ResourceShareId, ReceiverAccountId }) => ({
        id: String(ResourceShareInvitationId),
        container: String(ResourceShareId),
        receiver: String(ReceiverAccountId)
      }))
  }
}

/** Where nothing is chosen forms start with what is documented. */
export const nothingChosen: View = { containers: [], chosen: undefined, container: undefined, invitations: [] }

/** The container that a form is about: the chosen one, the documented one where it is there, or the first. */
export const containerFor = ({ containers, chosen }: View, documented: string): string =>
  chosen?.container ?? (containers.includes(documented) ? documented : (containers[0] ?? documented))

/** The association that a form is about, where one is chosen. */
export const entityFor = ({ chosen }: View): Identity | undefined => identityOf(chosen)
