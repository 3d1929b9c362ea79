/**
 * Where a page ended: the place of its last association in the order of the list, so that the next page begins right behind it,
 * whatever has come and gone in between. At most 256 characters.
 */

export interface PagePosition {
  /** Where the share stood among those given; used when the share itself is gone. */
  readonly shareAt: number
  readonly resourceShareId: string
  readonly createTime: number
  readonly entityType: string
  readonly entityId: string
}

/** The id of an entity holds no space; its type, which a host may name as it likes, may. */
const separator = ' '

export const writePageToken = ({ shareAt, resourceShareId, createTime, entityType, entityId }: PagePosition): string =>
  [shareAt, resourceShareId, createTime, entityType, entityId].join(separator)

/** The position, or `undefined` for a text that is no token. */
export const readPageToken = (token: string): PagePosition | undefined => {
  const [shareAt = '', resourceShareId = '', createTime = '', ...rest] = token.split(separator)
  const entityId = rest.pop()
  const entityType = rest.join(separator)
  const position = {
    shareAt: Number(shareAt),
    resourceShareId,
    createTime: Number(createTime),
    entityType,
    entityId: entityId ?? ''
  }
  if (!Number.isSafeInteger(position.shareAt) || position.shareAt < 0 || !Number.isFinite(position.createTime)) return undefined
  return entityId !== undefined && writePageToken(position) === token ? position : undefined
}
