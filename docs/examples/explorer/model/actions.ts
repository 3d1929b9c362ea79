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

const policyOffers = ({ isContainer, status }: Life): readonly Offer[] => {
  if (isContainer) return [{ type: 'AssociateResources' }, { type: 'DeleteBackupPolicy' }]
  return status === 'Associated' ? [{ type: 'DisassociateResources' }] : [{ type: 'AssociateResources', remark: 'again' }]
}

const isDue = ({ mayGoFrom, lapsesAt }: Life, now: number): boolean =>
  [mayGoFrom, lapsesAt].some((at) => at !== undefined && at <= now)

/** The actions for the chosen life at a time; none where nothing is chosen. */
export const actionsOf = (system: string, view: View, now: number): readonly Action[] => {
  const { chosen } = view
  if (chosen === undefined) return []
  const offers = system === 'resource-sharing' ? shareOffers(chosen) : policyOffers(chosen)
  const due: Offer[] = isDue(chosen, now) ? [{ type: 'Sweep' }] : []
  return [...offers, ...due].map(({ type, remark, isCallers }) => ({
    type,
    draft: startOf(operationOf(system, type), view),
    ...(remark === undefined ? {} : { remark }),
    ...(isCallers ? { caller: chosen.id } : {})
  }))
}
