/**
 * What the door of Resource Sharing answers by itself, before or instead of the service. The codes and messages of those that are not
 * marked are those that the platform documents for all of its RPC services; the service's own are in its catalogue.
 */
import { catalogue } from '../../decider/catalogue.ts'

/** What the door of Resource Sharing answers by itself, by code. */
export const doorErrors = catalogue({
  Unauthenticated: [401, 'The request does not say who calls.', 'The host knows nobody by this request.', 'library'],
  'InvalidAccessKeyId.NotFound': [404, 'Specified access key is not found.', 'Nobody has this AccessKeyId.'],
  IncompleteSignature: [
    400,
    'The request signature does not conform to Aliyun standards.',
    'A parameter of the signature is missing or there twice, or it is signed in another way than by HMAC-SHA1, version 1.0.'
  ],
  SignatureDoesNotMatch: [
    400,
    'Specified signature is not matched with our calculation.',
    'The request was signed with another secret, or changed on its way.'
  ],
  'InvalidTimeStamp.Format': [
    400,
    'Specified time stamp or date value is not well formatted.',
    'Timestamp is no time of the form 2020-01-10T12:00:00Z.'
  ],
  'InvalidTimeStamp.Expired': [
    400,
    'Specified time stamp or date value is expired.',
    'The clocks of client and server are more than 15 minutes apart, or the request was underway for so long.'
  ],
  SignatureNonceUsed: [400, 'Specified signature nonce was used already.', 'A signed request came twice.'],
  'InvalidApi.NotFound': [
    404,
    'Specified api is not found, please check your url and method.',
    'The path is not that of the RPC endpoint.'
  ],
  UnsupportedHTTPMethod: [405, 'This http method is not supported.', 'Neither GET nor POST.', 'library'],
  UnsupportedContentType: [
    415,
    'The body must be a form: application/x-www-form-urlencoded.',
    'It is of another type.',
    'library'
  ],
  InvalidBody: [400, 'The body cannot be read.', 'It is no UTF-8, or the client went away while it sent it.', 'library'],
  RequestTooLarge: [413, 'The request is too large.', 'The body has more than 1 MiB, or what the host has set.', 'library'],
  InternalError: [
    500,
    'The request processing has failed due to some unknown error, exception or failure.',
    'The host, or its store, has failed. What was asked may have been done: with the same idempotency key it is safely asked again.'
  ]
})

/** A code of `doorErrors`. */
export type DoorErrorCode = keyof typeof doorErrors
