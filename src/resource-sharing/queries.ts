/**
 * ListResourceShareAssociations over any shares, and the selectors beside it. A query sees what is there at `facts.now`, whether or
 * not a sweep has run.
 */
import type { Refused } from '../decider/catalogue.ts'
import { type ErrorCode, refuse } from './errors.ts'
import { checkFacts, type Facts } from './facts.ts'
import { type ListShape, listShape } from './list-shape.ts'
import {
  type Association,
  checkState,
  compareByCreation,
  kindsOf,
  type ResourceShare,
  type ResourceShareState,
  shareAt
} from './model.ts'
import { shareMark, writePageToken } from './page-token.ts'
import { findAssociation, presentAssociations } from './presence.ts'
import {
  type AssociationsReply,
  type ResourceShareInvitation,
  type ResourceShareReply,
  shareReply,
  showAssociations,
  showInvitation
} from './replies.ts'
import type { ListResourceShareAssociationsRequest } from './requests.ts'
import { isCode, targetEntity } from './shape.ts'

/** A page of associations; `NextToken` is absent on the last one. Documented in ListResourceShareAssociations. */
export interface AssociationsPage extends AssociationsReply {
  /** What to ask for the next page with. */
  readonly NextToken?: string
}

/** The associations of a share that can match, found by identity where the request names one. */
const candidates = (state: ResourceShareState, shape: ListShape, facts: Facts): Iterable<Association> => {
  const { associationType, ofOthers } = shape
  const entityId = ofOthers && shape.entityId === undefined ? facts.accountId : shape.entityId
  if (ofOthers && (associationType === 'Resource' || entityId !== facts.accountId)) return []
  if (entityId === undefined) return presentAssociations(state, facts)
  const entities =
    associationType === 'Target'
      ? [targetEntity(entityId)]
      : resourceTypesOf(state).map((entityType) => ({ associationType, entityType, entityId }))
  return entities.flatMap((entity) => findAssociation(state, entity, facts) ?? [])
}

const resourceTypesOf = (state: ResourceShareState): string[] =>
  kindsOf(state).flatMap((kind) => (kind.startsWith('Resource/') ? [kind.slice('Resource/'.length)] : []))

const matches = (association: Association, { associationType, associationStatus }: ListShape): boolean =>
  association.associationType === associationType && (associationStatus ?? association.status) === association.status

/** Keeps the first `size` of what it is given, in order, whatever the length of the rest. */
const firstOf = (associations: Iterable<Association>, size: number): Association[] => {
  let first: Association[] = []
  const cut = () => {
    first = first.sort(compareByCreation).slice(0, size)
  }
  for (const association of associations) {
    const last = first.length >= size ? first[size - 1] : undefined
    if (last !== undefined && compareByCreation(association, last) >= 0) continue
    first.push(association)
    if (first.length === size || first.length >= 2 * size) cut()
  }
  cut()
  return first
}

const isListed = (share: ResourceShare, { resourceShareIds, ofOthers }: ListShape, { accountId }: Facts): boolean =>
  (share.resourceShareOwner === accountId) !== ofOthers && (resourceShareIds?.has(share.resourceShareId) ?? true)

/** Where the list goes on: at the share of the last page, or, where that is gone, at the one that followed it. */
const resumeAt = (states: readonly ResourceShareState[], { after }: ListShape): number => {
  if (after === undefined) return 0
  const marks = states.map(({ share }) => share && shareMark(share.resourceShareId))
  const [at, nextAt] = [marks.indexOf(after.share), marks.indexOf(after.nextShare)]
  return at !== -1 ? at : nextAt !== -1 ? nextAt : after.shareAt
}

/** The matching associations of one share behind the position, at most `size` of them. */
const pageOf = (state: ResourceShareState, share: ResourceShare, shape: ListShape, size: number, facts: Facts): Association[] => {
  const { after } = shape
  const position =
    after?.share === shareMark(share.resourceShareId) ? { ...after, associationType: shape.associationType } : undefined
  function* matching(): Generator<Association> {
    for (const association of candidates(state, shape, facts)) {
      const isBehind = position === undefined || compareByCreation(association, position) > 0
      if (isBehind && matches(association, shape)) yield association
    }
  }
  return firstOf(matching(), size)
}

/**
 * ListResourceShareAssociations: the caller's own shares, or with `ResourceOwner: OtherAccounts` its own records in others'.
 * Shares come in the order given, associations by CreateTime and identity; pages stay right while records come and go. Documented
 * in ListResourceShareAssociations.
 * @throws RangeError or TypeError when the facts are no facts, or a state is none of ours: a programmer's error.
 */
export const listResourceShareAssociations = (
  states: Iterable<ResourceShareState>,
  request: ListResourceShareAssociationsRequest,
  facts: Facts
): { readonly ok: true; readonly reply: AssociationsPage } | Refused<ErrorCode> => {
  checkFacts(facts)
  const shape = listShape(request)
  if (isCode(shape)) return refuse(shape)
  const all = [...states]
  for (const state of all) checkState(state)
  const page: { readonly at: number; readonly share: ResourceShare; readonly association: Association }[] = []
  for (let at = resumeAt(all, shape); at < all.length && page.length <= shape.maxResults; at += 1) {
    const state = all[at]
    const share = state && shareAt(state, facts.now)
    if (state === undefined || share === undefined || !isListed(share, shape, facts)) continue
    const missing = shape.maxResults + 1 - page.length
    page.push(...pageOf(state, share, shape, missing, facts).map((association) => ({ at, share, association })))
  }
  const shown = page.slice(0, shape.maxResults)
  const last = page.length > shown.length ? shown.at(-1) : undefined
  return {
    ok: true,
    reply: {
      RequestId: facts.requestId,
      ResourceShareAssociations: showAssociations(shown),
      ...(last && { NextToken: writePageToken({ ...placeOf(all, last.at, shape, facts), ...last.association }) })
    }
  }
}

/** What a token says of the share where a page ended. */
const placeOf = (states: readonly ResourceShareState[], shareAt: number, shape: ListShape, facts: Facts) => {
  const following = states.slice(shareAt + 1).find(({ share }) => share && isListed(share, shape, facts))
  const [share, nextShare] = [states[shareAt], following].map((state) => shareMark(state?.share?.resourceShareId))
  return { shareAt, share: share ?? '', nextShare: nextShare ?? '' }
}

/** An association with the id of its share: its whole identity, and its record. The library's own. */
export type IdentifiedAssociation = Association & { readonly resourceShareId: string }

const identified = (resourceShareId: string, association: Association): IdentifiedAssociation => ({
  resourceShareId,
  ...association
})

/**
 * Every association that is there at `facts.now`, with its identity. In no promised order. The library's own.
 * @throws RangeError or TypeError when the facts are no facts, or the state none of ours: a programmer's error.
 */
export const associations = (state: ResourceShareState, facts: Facts): Iterable<IdentifiedAssociation> => {
  checkFacts(facts)
  checkState(state)
  return {
    *[Symbol.iterator]() {
      const { share } = state
      if (share === undefined) return
      for (const association of presentAssociations(state, facts)) yield identified(share.resourceShareId, association)
    }
  }
}

/**
 * Every invitation that is there at `facts.now`, in the documented form. In no promised order. The library's own.
 * @throws RangeError or TypeError when the facts are no facts, or the state none of ours: a programmer's error.
 */
export const invitations = (state: ResourceShareState, facts: Facts): Iterable<ResourceShareInvitation> => {
  checkFacts(facts)
  checkState(state)
  return {
    *[Symbol.iterator]() {
      const { share } = state
      if (share === undefined) return
      for (const association of presentAssociations(state, facts)) {
        const invitation = showInvitation(share, association)
        if (invitation !== undefined) yield invitation
      }
    }
  }
}

/**
 * The associations whose disassociation has failed: still shared in effect, and their records will be deleted all the same. The
 * soonest purge comes first; `expiresFrom` and `expiresBy` say when. Epoch milliseconds. The library's own.
 * @throws RangeError or TypeError when the facts are no facts, or the state none of ours: a programmer's error.
 */
export const failedDisassociations = (state: ResourceShareState, facts: Facts): readonly IdentifiedAssociation[] => {
  checkFacts(facts)
  checkState(state)
  const share = shareAt(state, facts.now)
  if (share === undefined) return []
  const stuck = [...state.associations.view('stuck')].filter((association) => findAssociation(state, association, facts))
  const bySoonest = stuck.sort((a, b) => (a.expiresFrom ?? 0) - (b.expiresFrom ?? 0) || compareByCreation(a, b))
  return bySoonest.map((association) => identified(share.resourceShareId, association))
}

/**
 * The share as the service shows it at `facts.now`; `undefined` where there is none. Documented in CreateResourceShare.
 * @throws RangeError or TypeError when the facts are no facts, or the state none of ours: a programmer's error.
 */
export const resourceShare = (state: ResourceShareState, facts: Facts): ResourceShareReply['ResourceShare'] | undefined => {
  checkFacts(facts)
  checkState(state)
  return shareAt(state, facts.now) && shareReply(state, facts).ResourceShare
}
