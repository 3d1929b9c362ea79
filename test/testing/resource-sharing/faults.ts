/** What faults of Resource Sharing are made of. */
import { type Fields, fieldsOf } from '../../../src/decider/values.ts'
import type { resourceSharing } from '../../../src/index.ts'
import type { Fault } from '../wrong.ts'

export type Facts = resourceSharing.Facts
export type ShareFault = Fault<resourceSharing.ResourceShareState, Facts>

export const hourMs = 3_600_000
export const dayMs = 24 * hourMs

export const isList = ({ type }: Fields): boolean => type === 'ListResourceShareAssociations'
export const isDisassociate = ({ type }: Fields): boolean => type === 'DisassociateResourceShare'

export const withRequest = (command: Fields, change: (request: Fields) => Fields): Fields =>
  typeof command.request === 'object' && command.request !== null
    ? { ...command, request: change(command.request as Fields) }
    : command

export const shareOf = (command: Fields): unknown => fieldsOf(command.request).ResourceShareId
