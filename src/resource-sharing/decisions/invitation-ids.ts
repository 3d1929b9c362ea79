/** Ids of invitations: each is used for one association of a share at a time. */
import type { Association, ResourceShareState } from '../model.ts'
import type { AssociateShape } from '../shape.ts'

/** The association that an invitation of this id belongs to. */
export const findInvited = (state: ResourceShareState, invitationId: string): Association | undefined => {
  const isBefore = (row: Association): boolean => (row.invitation?.invitationId ?? '') < invitationId
  const [association] = state.associations.view('invited').from(isBefore)
  return association?.invitation?.invitationId === invitationId ? association : undefined
}

/** Whether the invitation of another account in this share has the id. */
export const isInvitationIdTaken = (state: ResourceShareState, invitationId: string, accountId: string): boolean => {
  const association = findInvited(state, invitationId)
  return association !== undefined && association.entityId !== accountId
}

/** An id derived from share, account and time, so that the same decision gives the same id. */
export const newInvitationId = (
  state: ResourceShareState,
  { invitationIds }: AssociateShape,
  resourceShareId: string,
  accountId: string,
  now: number
): string => {
  const given = new Set(invitationIds.values())
  let id = `i-${resourceShareId.slice('rs-'.length)}-${accountId}-${now.toString(36).replace('.', '_')}`
  while (given.has(id) || isInvitationIdTaken(state, id, accountId)) id += '_'
  return id
}
