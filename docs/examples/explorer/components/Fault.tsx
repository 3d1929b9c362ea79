/** What is wrong with a field, said at the field. */
import type { FieldFault } from '../model/draft.ts'

type Field = FieldFault['field']

/** The id of the line about a field. */
const idOf = (field: Field): string => `fault-${field}`

/** What a field has to say of itself where it is at fault. */
export const faultyProps = (field: Field, fault: FieldFault | undefined) =>
  fault?.field === field ? { 'aria-invalid': true as const, 'aria-describedby': idOf(field) } : {}

export const Fault = ({ field, fault }: { readonly field: Field; readonly fault: FieldFault | undefined }) =>
  fault?.field === field ? (
    <p class="fault" id={idOf(field)} role="alert">
      {fault.line}
    </p>
  ) : null
