/** The reference model of Resource Sharing: written to be read beside the specification, and to be compared with the library. */
import type { Facts } from '../../../src/resource-sharing/facts.ts'
import { associate, create, isDerived } from './associate.ts'
import { disassociate } from './disassociate.ts'
import { list } from './list.ts'
import { type Outcome, refuse } from './replies.ts'
import { type Fields, fieldsOf } from './shape.ts'
import { nextDeadline, nothing, type State } from './state.ts'
import { answer, remove, signal, sweep } from './workers.ts'

/** D: "Commands are { type, request }"; "An unknown command: InvalidParameter". */
const apply = (state: State, input: unknown, facts: Facts): Outcome => {
  const command: Fields = fieldsOf(input)
  switch (command.type) {
    case 'CreateResourceShare':
      return create(state, command, facts)
    case 'AssociateResourceShare':
      return associate(state, command, facts)
    case 'DisassociateResourceShare':
      return disassociate(state, command, facts)
    case 'DeleteResourceShare':
      return remove(state, command, facts)
    case 'AcceptResourceShareInvitation':
    case 'RejectResourceShareInvitation':
      return answer(state, command, facts)
    case 'AssociationSucceeded':
    case 'AssociationFailed':
    case 'DisassociationSucceeded':
    case 'DisassociationFailed':
      return signal(state, command, facts)
    case 'Sweep':
      return sweep(state, facts)
    default:
      return refuse(state, 'InvalidParameter')
  }
}

/** D: "where one is not given it is derived from share, account and time": how is not said, so the library's is taken over. */
const adopt = (state: State, account: string, invitationId: string): State => ({
  ...state,
  associations: state.associations.map((each) =>
    each.entityId === account && each.invitation !== undefined && isDerived(each.invitation.id)
      ? { ...each, invitation: { ...each.invitation, id: invitationId } }
      : each
  )
})

const createModel = (): State => nothing

export const model = { createModel, apply, list, nextDeadline, adopt }
