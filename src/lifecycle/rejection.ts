/** A late, repeated or out-of-order event. The code is the library's own: it tells a worker, and never goes on the wire. */
export interface SignalRejected {
  readonly status: 409
  readonly code: 'SignalRejected'
  readonly message: string
}

/** The one value of its kind; the catalogue of a system that takes signals lists it. */
export const signalRejected: SignalRejected = Object.freeze({
  status: 409,
  code: 'SignalRejected',
  message: 'The signal does not fit the current status of the association.'
})
