/** The part of an association that its life decides, as either system keeps it. */
import type { AssociationRecord } from '../lifecycle/association.ts'
import type { Writable } from './evolve.ts'

/**
 * Copies what only some records have onto an association that is being made. Its other fields are written as a literal, for a spread
 * would cost more than the rest of a fold.
 */
export const copyOptional = (
  association: Writable<AssociationRecord>,
  { message, failedOperation, expiresFrom, expiresBy }: AssociationRecord
): void => {
  if (message !== undefined) association.message = message
  if (failedOperation !== undefined) association.failedOperation = failedOperation
  if (expiresFrom !== undefined) association.expiresFrom = expiresFrom
  if (expiresBy !== undefined) association.expiresBy = expiresBy
}
