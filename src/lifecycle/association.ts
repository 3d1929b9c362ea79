/**
 * The record of one association: what is kept of an entity's tie to its container.
 * Documented by the service as the association object of a resource share; its five statuses are the service's own words.
 */

/** The documented statuses. */
export const associationStatuses = ['Associating', 'Associated', 'Disassociating', 'Disassociated', 'Failed'] as const
export type AssociationStatus = (typeof associationStatuses)[number]

/** What failed, for a record in `Failed`. */
export const failedOperations = ['Associate', 'Disassociate'] as const
export type FailedOperation = (typeof failedOperations)[number]

/**
 * The life of one association. Every time is epoch milliseconds.
 *
 * `message` says why an operation failed or was cancelled. `expiresFrom` and `expiresBy` are there while the retention clock
 * runs: the record may be deleted from the first, and is gone for every reader at the second.
 */
export interface AssociationRecord {
  readonly status: AssociationStatus
  readonly createTime: number
  readonly updateTime: number
  readonly message?: string
  readonly failedOperation?: FailedOperation
  readonly expiresFrom?: number
  readonly expiresBy?: number
}

type Standing = Pick<AssociationRecord, 'status' | 'failedOperation'>

const pending: ReadonlySet<AssociationStatus> = new Set(['Associating', 'Disassociating'])

/** The statuses in which an association has ended. A client that waits has to handle each of them, `Failed` too. */
export const terminalStatuses = ['Disassociated', 'Failed'] as const satisfies readonly AssociationStatus[]

const terminal: ReadonlySet<AssociationStatus> = new Set(terminalStatuses)

/** In effect, or about to be: Associating, Associated, Disassociating, and Failed where it was the disassociation that failed. */
export const isLive = (record: Standing): boolean =>
  record.status === 'Failed' ? record.failedOperation === 'Disassociate' : record.status !== 'Disassociated'

/** Ended: Failed or Disassociated. The retention clock runs. */
export const isTerminal = (record: Standing): boolean => terminal.has(record.status)

/** No operation runs: Associated, Failed or Disassociated. This is what a client waits for. */
export const isSettled = (record: Standing): boolean => !pending.has(record.status)

export type AssociationTag = 'pending' | 'live' | 'terminal' | 'settled'

/** The tags of a status in the statechart. `Failed` is not tagged live: there it depends on the operation that failed, see `isLive`. */
export const tagsOf = (status: AssociationStatus): AssociationTag[] => [
  ...(pending.has(status) ? (['pending'] as const) : (['settled'] as const)),
  ...(isLive({ status }) ? (['live'] as const) : []),
  ...(terminal.has(status) ? (['terminal'] as const) : [])
]
