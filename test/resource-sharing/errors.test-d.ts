/** The codes of Resource Sharing: literals, so that a switch over them is held to be complete. Checked by the compiler. */
import { expectTypeOf } from 'vitest'
import { resourceSharing as S } from '../../src/index.ts'

declare const error: S.CommandError<S.ErrorCode>
declare const entry: typeof S.errors.DisassociateInvalid

expectTypeOf<string>().not.toExtend<S.ErrorCode>()
expectTypeOf<keyof typeof S.errors>().toEqualTypeOf<S.ErrorCode>()
expectTypeOf(error.code).toEqualTypeOf<S.ErrorCode>()
expectTypeOf(S.errors['EntityNotExists.ResourceShare']).toEqualTypeOf<S.ErrorEntry<'EntityNotExists.ResourceShare', 404>>()
expectTypeOf(S.errors.SignalRejected.status).toEqualTypeOf<409>()
expectTypeOf(S.errors['EntityNotExists.ResourceShare'].code).toEqualTypeOf<'EntityNotExists.ResourceShare'>()
// @ts-expect-error a misspelt code
S.errors.DisasociateInvalid
// @ts-expect-error the catalogue is closed
S.errors.DisassociateInvalid = entry
// @ts-expect-error and so are its entries
entry.status = 400

// A misspelt code is no case.
// @ts-expect-error no such code
if (error.code === 'DisasociateInvalid') void error

/** The documented errors of one family, each with what a client does. */
type Family = Extract<S.ErrorCode, `LeavingFailed.${string}` | 'DisassociateConflict' | 'DisassociateInvalid'>

export const complete = (code: Family): 'later' | 'never' => {
  switch (code) {
    case 'DisassociateConflict':
      return 'later'
    case 'DisassociateInvalid':
    case 'LeavingFailed.Account':
    case 'LeavingFailed.ResourceType':
      return 'never'
  }
}

// @ts-expect-error LeavingFailed.ResourceType is missing
export const incomplete = (code: Family): 'later' | 'never' => {
  switch (code) {
    case 'DisassociateConflict':
      return 'later'
    case 'DisassociateInvalid':
    case 'LeavingFailed.Account':
      return 'never'
  }
}

/** Over all codes: what was handled is taken away, and nothing must be left. */
export const rest = (code: S.ErrorCode): void => {
  if (code === 'SignalRejected') return
  expectTypeOf(code).toEqualTypeOf<Exclude<S.ErrorCode, 'SignalRejected'>>()
  // @ts-expect-error many are left
  code satisfies never
}

// A table by code has to have them all, and no other.
expectTypeOf<Record<S.ErrorCode, string>>().not.toExtend<Record<'Teapot', string>>()
// @ts-expect-error nearly all are missing
export const table: Record<S.ErrorCode, string> = { SignalRejected: 'late' }

expectTypeOf(S.operations.DisassociateResourceShare).toEqualTypeOf<S.Operation>()
expectTypeOf<keyof typeof S.operations>().toEqualTypeOf<S.OperationName>()
expectTypeOf<S.Operation['action']>().toEqualTypeOf<`resourcesharing:${string}`>()
expectTypeOf<S.ServiceCommand['type'] | 'ListResourceShareAssociations'>().toEqualTypeOf<S.OperationName>()
// @ts-expect-error a signal is no operation
S.operations.AssociationSucceeded
