/**
 * What may be in a request: how long its texts and lists are, and what its ids look like. The lengths of lists, pages, tokens and names
 * are documented; the form of ids is a reading, since the service shows masked examples only, such as `rs-6GRmdD3X****`.
 */

/**
 * The most, or where it says so the fewest, that a request may hold. Texts are counted in UTF-16 code units, as `length` does, names of
 * shares in characters. Documented in CreateResourceShare, DisassociateResourceShare and ListResourceShareAssociations, but for the
 * lengths of ids, which are the library's own.
 */
export const requestLimits = Object.freeze({
  /** Of `Resources`, and of `Targets`. */
  mostEntities: 5,
  /** Of `ResourceShareIds`. */
  mostShareIds: 5,
  /** `MaxResults`. */
  mostResults: 100,
  /** `MaxResults` where it is not given. */
  defaultResults: 20,
  /** `NextToken`. */
  longestToken: 256,
  longestShareName: 50,
  /** Behind `rs-`, `rd-` or `fd-`. */
  longestIdRest: 64,
  /** Behind `i-`. */
  longestInvitationIdRest: 128,
  shortestAccountId: 12,
  longestAccountId: 20,
  shortestService: 3,
  longestService: 128,
  longestResourceId: 128,
  /** A reading: short enough for a token to hold one. */
  longestResourceType: 64
})

const {
  longestShareName,
  longestIdRest,
  longestInvitationIdRest,
  shortestAccountId,
  longestAccountId,
  shortestService,
  longestService,
  longestResourceId
} = requestLimits

const idPattern = (prefix: string, longestRest: number): RegExp => new RegExp(`^${prefix}-[A-Za-z0-9*_-]{1,${longestRest}}$`)

/**
 * What each kind of text looks like. `resourceId` says nothing of its length: that is counted in UTF-16 code units. Documented in
 * CreateResourceShare for names; the form of ids is the library's own.
 */
export const patterns = Object.freeze({
  shareId: idPattern('rs', longestIdRest),
  directoryId: idPattern('rd', longestIdRest),
  folderId: idPattern('fd', longestIdRest),
  invitationId: idPattern('i', longestInvitationIdRest),
  accountId: new RegExp(`^[0-9*]{${shortestAccountId},${longestAccountId}}$`),
  service: new RegExp(`^(?=.{${shortestService},${longestService}}$)[a-z][a-z0-9-]*(\\.[a-z0-9][a-z0-9-]*)+$`),
  resourceId: /^[^\s\p{Cc}\p{Cs}]+$/u,
  shareName: new RegExp(`^[A-Za-z0-9\\p{Script=Han}._-]{1,${longestShareName}}$`, 'u')
})

const matches =
  (pattern: RegExp) =>
  (value: unknown): value is string =>
    typeof value === 'string' && pattern.test(value)

export const isShareId = matches(patterns.shareId)
export const isShareName = matches(patterns.shareName)
export const isInvitationId = matches(patterns.invitationId)
export const isDirectoryId = matches(patterns.directoryId)
export const isFolderId = matches(patterns.folderId)
export const isAccountId = matches(patterns.accountId)
export const isService = matches(patterns.service)

const looksLikeResourceId = matches(patterns.resourceId)

/** None of its characters is a space or a control character. */
export const isResourceId = (value: unknown): value is string => looksLikeResourceId(value) && value.length <= longestResourceId

export const isTarget = (value: unknown): value is string =>
  isAccountId(value) || isDirectoryId(value) || isFolderId(value) || isService(value)
