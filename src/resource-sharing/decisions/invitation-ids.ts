/** Ids of invitations: at any time each belongs to one association of a share. One that is gone does not count. */
import type { Facts } from '../facts.ts'
import type { Association, ResourceShareState } from '../model.ts'
import { associationAt } from '../presence.ts'
import type { AssociateShape } from '../shape.ts'

/** The associations that have an invitation of this id at `facts.now`. Two have where one of them is stored but long gone. */
function* invitedUnder(state: ResourceShareState, invitationId: string, facts: Facts): Generator<Association> {
  const { share, associations } = state
  if (share === undefined) return
  const isBefore = (row: Association): boolean => (row.invitation?.invitationId ?? '') < invitationId
  for (const row of associations.view('invited').from(isBefore)) {
    if (row.invitation?.invitationId !== invitationId) return
    const association = associationAt(row, share.resourceShareId, facts.now, facts.retention)
    if (association !== undefined) yield association
  }
}

/** The association of an account that an invitation of this id belongs to, as it is at `facts.now`. */
export const findInvited = (
  state: ResourceShareState,
  invitationId: string,
  accountId: string,
  facts: Facts
): Association | undefined => {
  for (const association of invitedUnder(state, invitationId, facts)) if (association.entityId === accountId) return association
  return undefined
}

/** Whether the invitation of another account in this share has the id. */
export const isInvitationIdTaken = (
  state: ResourceShareState,
  invitationId: string,
  accountId: string,
  facts: Facts
): boolean => {
  for (const association of invitedUnder(state, invitationId, facts)) if (association.entityId !== accountId) return true
  return false
}

/** An id derived from share, account and time, so that the same decision gives the same id. */
export const newInvitationId = (
  state: ResourceShareState,
  { invitationIds }: AssociateShape,
  resourceShareId: string,
  accountId: string,
  facts: Facts
): string => {
  const given = new Set(invitationIds.values())
  let id = `i-${resourceShareId.slice('rs-'.length)}-${accountId}-${Math.floor(facts.now).toString(36)}`
  while (given.has(id) || isInvitationIdTaken(state, id, accountId, facts)) id += '_'
  return id
}
