/** What an id looks like. A reading: the service documents ids by masked examples only, such as `rs-6GRmdD3X****`. */

const idPattern = (prefix: string, longest: number): RegExp => new RegExp(`^${prefix}-[A-Za-z0-9*_-]{1,${longest}}$`)

const shareId = idPattern('rs', 64)
const directoryId = idPattern('rd', 64)
const folderId = idPattern('fd', 64)
const invitationId = idPattern('i', 128)
const accountId = /^[0-9*]{12,20}$/
const service = /^(?=.{3,128}$)[a-z][a-z0-9-]*(\.[a-z0-9][a-z0-9-]*)+$/
const resourceId = /^[^\s\p{Cc}\p{Cs}]+$/u
const shareName = /^[A-Za-z0-9\p{Script=Han}._-]{1,50}$/u

const matches =
  (pattern: RegExp) =>
  (value: unknown): value is string =>
    typeof value === 'string' && pattern.test(value)

export const isShareId = matches(shareId)
export const isShareName = matches(shareName)
export const isInvitationId = matches(invitationId)
export const isDirectoryId = matches(directoryId)
export const isFolderId = matches(folderId)
export const isAccountId = matches(accountId)
export const isService = matches(service)

/** 1 to 128 characters, none of them a space or a control character. */
export const isResourceId = (value: unknown): value is string =>
  typeof value === 'string' && value.length <= 128 && resourceId.test(value)

export const isTarget = (value: unknown): value is string =>
  isAccountId(value) || isDirectoryId(value) || isFolderId(value) || isService(value)
