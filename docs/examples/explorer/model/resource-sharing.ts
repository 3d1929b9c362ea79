/** The operations of Resource Sharing with their documented requests. */
import { command, containerFor, entityFor, type Operation, type View } from './operation.ts'

/** The ids of the documented examples. */
export const documented = {
  share: 'rs-6GRmdD3X****',
  name: 'test',
  resource: { ResourceId: 'vsw-bp183p93qs667muql****', ResourceType: 'VSwitch' },
  target: '172050525300****',
  invitation: 'i-blue****'
} as const

const shareId = (view: View) => containerFor(view, documented.share)

/** An id for a further share. */
const freeId = ({ containers }: View): string => {
  const further = Array.from({ length: containers.length }, (_, at) => `rs-demo-${at + 2}`)
  return [documented.share, ...further].find((id) => !containers.includes(id)) ?? documented.share
}

/** The entities of a request: the chosen one, or the documented ones. */
const entities = (view: View, both: boolean): object => {
  const chosen = entityFor(view)
  if (chosen === undefined)
    return both ? { Resources: [documented.resource], Targets: [documented.target] } : { Targets: [documented.target] }
  const { associationType, entityType, entityId } = chosen
  return associationType === 'Resource'
    ? { Resources: [{ ResourceId: entityId, ResourceType: entityType }] }
    : { Targets: [entityId] }
}

const invitationId = ({ chosen, invitations }: View): string =>
  (invitations.find(({ container, receiver }) => container === chosen?.container && receiver === chosen.id) ?? invitations[0])
    ?.id ?? documented.invitation

const signal = (type: string, what: string, reason?: string): Operation => ({
  kind: 'signal',
  type,
  what,
  form: 'fields',
  start: (view) => {
    const chosen = entityFor(view)
    return {
      request: {
        resourceShareId: shareId(view),
        associationType: chosen?.associationType ?? 'Target',
        entityType: chosen?.entityType ?? 'Account',
        entityId: chosen?.entityId ?? documented.target,
        ...(reason === undefined ? {} : { reason })
      }
    }
  }
})

/** A selector of the library, of one share or of all. */
const selector = (type: string, what: string): Operation => ({
  kind: 'query',
  type,
  what,
  form: 'fields',
  start: () => ({ request: {} })
})

export const operations: readonly Operation[] = [
  command('CreateResourceShare', 'Makes a share. The host gives it its id.', (view) => ({
    request: { ResourceShareName: documented.name },
    beside: { resourceShareId: freeId(view) }
  })),
  command('AssociateResourceShare', 'Brings resources and targets into a share.', (view) => ({
    request: { ResourceShareId: shareId(view), ...entities(view, true) }
  })),
  command('DisassociateResourceShare', 'Takes resources and targets out of a share. That takes its time.', (view) => ({
    request: { ResourceShareId: shareId(view), ...entities(view, false) }
  })),
  command('DeleteResourceShare', 'Deletes a share with all that is in it.', (view) => ({
    request: { ResourceShareId: shareId(view) }
  })),
  command('AcceptResourceShareInvitation', 'The invited account accepts. It is the caller.', (view) => ({
    request: { ResourceShareInvitationId: invitationId(view) }
  })),
  command('RejectResourceShareInvitation', 'The invited account rejects. It is the caller.', (view) => ({
    request: { ResourceShareInvitationId: invitationId(view) }
  })),
  signal('AssociationSucceeded', 'A worker reports: the association has taken effect.'),
  signal('AssociationFailed', 'A worker reports: the association could not be made.', 'The region did not answer.'),
  signal('DisassociationSucceeded', 'A worker reports: the association is no longer in effect.'),
  signal('DisassociationFailed', 'A worker reports: the entity is shared still.', 'The region did not answer.'),
  {
    ...command('ListResourceShareAssociations', 'Lists the associations of the caller’s shares.', () => ({
      request: { AssociationType: 'Target' }
    })),
    kind: 'query'
  },
  selector('resourceShare', 'Each share as a reader sees it.'),
  selector('associations', 'Each record with its identity and its times.'),
  selector('invitations', 'The invitations of external targets.'),
  selector('failedDisassociations', 'What is still shared in effect, and when its record will go.'),
  selector('nextDeadline', 'When there is something to do next.')
]
