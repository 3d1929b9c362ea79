/** A late, repeated or out-of-order event. The code is the library's own: it tells a worker, and never goes on the wire. */
/** The refusal of an event that does not fit: late, repeated or out of order. It never goes on the wire. The library's own. */
export interface SignalRejected {
  readonly status: 409
  readonly code: 'SignalRejected'
  /** What a host's log may say. */
  readonly message: string
}

/** The one value of its kind; the catalogue of a system that takes signals lists it. */
export const signalRejected: SignalRejected = Object.freeze({
  status: 409,
  code: 'SignalRejected',
  message: 'The signal does not fit the current status of the association.'
})
