/** What can be done with the chosen life: the commands and signals that apply to it, ready to be sent. */
import type { Life } from 'association-lifecycle/scenarios'
import { type Draft, startOf } from './draft.ts'
import type { View } from './operation.ts'
import { operationOf } from './operations.ts'

export interface Action {
  /** The operation's name. */
  readonly type: string
  /** What more there is to say of it, in a few words. */
  readonly remark?: string
  readonly draft: Draft
  /** Who has to call, where it is not the caller of the form. */
  readonly caller?: string
}

interface Offer {
  readonly type: string
  readonly remark?: string
  readonly isCallers?: boolean
  /** The container that it is about, where it is another one. */
  readonly into?: string
}

const signals = (operation: 'Association' | 'Disassociation'): Offer[] => [
  { type: `${operation}Succeeded` },
  { type: `${operation}Failed` }
]

const shareOffers = ({ isContainer, tone, status, remark }: Life): readonly Offer[] => {
  const leave = { type: 'DisassociateResourceShare' }
  const join = { type: 'AssociateResourceShare', remark: 'again' }
  if (isContainer) return [{ type: 'AssociateResourceShare' }, { type: 'DeleteResourceShare' }]
  if (tone === 'waiting')
    return [
      { type: 'AcceptResourceShareInvitation', isCallers: true },
      { type: 'RejectResourceShareInvitation', isCallers: true },
      { ...leave, remark: 'withdraws' }
    ]
  switch (status) {
    case 'Associating':
      return [...signals('Association'), { ...leave, remark: 'a conflict' }]
    case 'Associated':
      return [leave]
    case 'Disassociating':
      return [...signals('Disassociation'), { ...leave, remark: 'a conflict' }]
    default:
      return remark === 'Disassociate' ? [{ ...leave, remark: 'tries again' }, join] : [join]
  }
}

const policyOffers = ({ isContainer, status, container }: Life, { containers }: View): readonly Offer[] => {
  if (isContainer) return [{ type: 'AssociateResources' }, { type: 'DeleteBackupPolicy' }]
  if (status !== 'Associated') return [{ type: 'AssociateResources', remark: 'again' }]
  const into = containers.find((id) => id !== container)
  const move = into === undefined ? [] : [{ type: 'AssociateResources', remark: `moves it to ${into.slice(0, 8)}…`, into }]
  return [{ type: 'DisassociateResources' }, ...move]
}

const isDue = ({ mayGoFrom, lapsesAt }: Life, now: number): boolean =>
  [mayGoFrom, lapsesAt].some((at) => at !== undefined && at <= now)

/** Nothing comes into a container that is being deleted, or goes out of it by request. */
const isOpenFor = (type: string, container: Life | undefined): boolean => {
  if (container === undefined || container.status === 'Deleted') return false
  return container.status !== 'Deleting' || !/^(Dis)?[Aa]ssociateResource/.test(type)
}

/** The actions for the chosen life at a time; none where nothing is chosen. */
export const actionsOf = (system: string, view: View, now: number): readonly Action[] => {
  const { chosen, container } = view
  if (chosen === undefined) return []
  const offers = system === 'resource-sharing' ? shareOffers(chosen) : policyOffers(chosen, view)
  const due: Offer[] = isDue(chosen, now) ? [{ type: 'Sweep' }] : []
  const open = offers.filter(({ type }) => isOpenFor(type, container))
  return [...open, ...due].map(({ type, remark, isCallers, into = chosen.container }) => ({
    type,
    draft: startOf(operationOf(system, type), { ...view, chosen: { ...chosen, container: into } }),
    ...(remark === undefined ? {} : { remark }),
    ...(isCallers ? { caller: chosen.id } : {})
  }))
}
