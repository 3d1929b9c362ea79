/** The events that either system has, and what they are to the lifecycle of the association that they are about. */
import type { AssociationEvent } from '../lifecycle/changes.ts'
import type { Retention } from '../lifecycle/retention.ts'

/** By the type of an event; `undefined` where it belongs to an association and leaves its status as it is. */
export type LifecycleEvents = Readonly<Record<string, AssociationEvent['type'] | undefined>>

export const lifecycleEvents = {
  AssociationStarted: 'associate',
  AssociationSucceeded: 'associationSucceeded',
  DisassociationStarted: 'disassociate',
  DisassociationSucceeded: 'disassociationSucceeded',
  AssociationExpired: 'expire'
} as const satisfies LifecycleEvents

/** What an event says of the life of an association, beside its type. */
interface LifeDetails {
  readonly at: number
  readonly reason?: string
  readonly retention?: Retention
}

export const lifeDetailsOf = (event: { readonly at: number }): LifeDetails => event
