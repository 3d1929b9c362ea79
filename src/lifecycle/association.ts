/**
 * The record of one association: what is kept of an entity's tie to its container.
 * Documented by the service as the association object of a resource share; its five statuses are the service's own words.
 */

/** The documented statuses of an association. Documented in ListResourceShareAssociations. */
export const associationStatuses = ['Associating', 'Associated', 'Disassociating', 'Disassociated', 'Failed'] as const
/** A status of an association. Documented in ListResourceShareAssociations. */
export type AssociationStatus = (typeof associationStatuses)[number]

/**
 * What can fail, for a record in `Failed`.
 * @internal
 */
export const failedOperations = ['Associate', 'Disassociate'] as const
/** What failed, for a record in `Failed`. The library's own: the documents know one status for both. */
export type FailedOperation = (typeof failedOperations)[number]

/**
 * The life of one association: what is kept of it besides its identity. Documented in ListResourceShareAssociations, but for
 * `failedOperation` and the deadlines, which are the library's own.
 */
export interface AssociationRecord {
  readonly status: AssociationStatus
  /** When it was associated, for the last time: epoch milliseconds. */
  readonly createTime: number
  /** When its status last changed: epoch milliseconds. */
  readonly updateTime: number
  /** Why the operation failed or was cancelled. */
  readonly message?: string
  /** There in `Failed`, and only then. */
  readonly failedOperation?: FailedOperation
  /** While the retention clock runs: from here on the record may be deleted. Epoch milliseconds. */
  readonly expiresFrom?: number
  /** While the retention clock runs: from here on the record is gone for every reader. Epoch milliseconds. */
  readonly expiresBy?: number
}

/**
 * What it takes to tell whether an association is in effect.
 * @internal
 */
type Standing = Pick<AssociationRecord, 'status' | 'failedOperation'>

const pending: ReadonlySet<AssociationStatus> = new Set(['Associating', 'Disassociating'])

/**
 * The statuses in which an association has ended. A client that waits has to handle each of them, `Failed` too. The library's own
 * word.
 */
export const terminalStatuses = ['Disassociated', 'Failed'] as const satisfies readonly AssociationStatus[]

const terminal: ReadonlySet<AssociationStatus> = new Set(terminalStatuses)

/**
 * In effect, or about to be: Associating, Associated, Disassociating, and Failed where it was the disassociation that failed. The
 * library's own word.
 */
export const isLive = (record: Standing): boolean =>
  record.status === 'Failed' ? record.failedOperation === 'Disassociate' : record.status !== 'Disassociated'

/** Ended: Failed or Disassociated. The retention clock runs. The library's own word. */
export const isTerminal = (record: Standing): boolean => terminal.has(record.status)

/** No operation runs: Associated, Failed or Disassociated. This is what a client waits for. The library's own word. */
export const isSettled = (record: Standing): boolean => !pending.has(record.status)

/**
 * What the machine's states are tagged with: the words of `isLive`, `isTerminal` and `isSettled`, and `pending` while an
 * operation runs. The library's own.
 */
export type AssociationTag = 'pending' | 'live' | 'terminal' | 'settled'

/** The tags of a status in the statechart. `Failed` is not tagged live: there it depends on the operation that failed, see `isLive`. */
export const tagsOf = (status: AssociationStatus): AssociationTag[] => [
  ...(pending.has(status) ? (['pending'] as const) : (['settled'] as const)),
  ...(isLive({ status }) ? (['live'] as const) : []),
  ...(terminal.has(status) ? (['terminal'] as const) : [])
]
