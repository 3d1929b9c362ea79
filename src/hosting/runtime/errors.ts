/** What the runtime itself answers, in the documented form. No system documents these codes: their origin is this library. */
import { catalogue } from '../../decider/catalogue.ts'

/** The errors that the runtime answers with, by code. No system documents them: their origin is this library. */
export const runtimeErrors = catalogue({
  InvalidIdempotencyKey: [
    400,
    'The idempotency key must have 1 to 255 printable ASCII characters.',
    'The key of the call is no key.',
    'library'
  ],
  IdempotencyKeyReused: [
    409,
    'The idempotency key has been used for another request.',
    'The same caller has sent another request under this key, and the time of that is not over.',
    'library'
  ],
  TooManyConflicts: [
    503,
    'The request met too many others at the same time. Try again.',
    'Other processes changed the aggregate at each of the attempts. Nothing has happened.',
    'library'
  ]
})

/** A code of `runtimeErrors`. */
export type RuntimeErrorCode = keyof typeof runtimeErrors
