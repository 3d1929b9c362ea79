/**
 * Where a page ended: the place of its last association in the order of the list, so that the next page begins right behind it,
 * whatever has come and gone in between. At most 256 characters.
 */
import { hashString } from '../collections/index.ts'

export interface PagePosition {
  /** The share of the last association, and the one that followed it in the list, in case the first is gone; see `shareMark`. */
  readonly share: string
  readonly nextShare: string
  /** Where the share stood among those given, in case both are gone. */
  readonly shareAt: number
  readonly createTime: number
  readonly entityType: string
  readonly entityId: string
}

/** A short form of a share's id: with two whole ones a token would be too long. */
export const shareMark = (resourceShareId: string | undefined): string =>
  resourceShareId === undefined ? '-' : [0, 1].map((seed) => (hashString(resourceShareId, seed) >>> 0).toString(36)).join('.')

/** The id of an entity holds no space; its type, which a host may name as it likes, may. */
const separator = ' '

export const writePageToken = ({ share, nextShare, shareAt, createTime, entityType, entityId }: PagePosition): string =>
  [shareAt, share, nextShare, createTime, entityType, entityId].join(separator)

/** The position, or `undefined` for a text that is no token. */
export const readPageToken = (token: string): PagePosition | undefined => {
  const [shareAt = '', share = '', nextShare = '', createTime = '', ...rest] = token.split(separator)
  const entityId = rest.pop()
  const entityType = rest.join(separator)
  const position = {
    share,
    nextShare,
    shareAt: Number(shareAt),
    createTime: Number(createTime),
    entityType,
    entityId: entityId ?? ''
  }
  if (!Number.isSafeInteger(position.shareAt) || position.shareAt < 0 || !Number.isFinite(position.createTime)) return undefined
  return entityId !== undefined && writePageToken(position) === token ? position : undefined
}
