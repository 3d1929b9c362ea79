/** The page of the events of a system: when each is met, its fields, and what the host has to do. */
import { generated } from '../markdown.mjs'
import { code, eventsPage, fieldTable, json, lines, link, table, typeLinks } from './parts.mjs'
import { commentOf, fieldsOf } from './source.mjs'

const introduction = {
  'resource-sharing': `Events are what has happened, in the past tense, and the interface of a host to its workers. Store them with the state, in one transaction;
\`evolveAll\` folds them into the same state again.

Some events ask the host for work. A worker answers with a signal, a command that names the same association:
\`{ type: 'AssociationSucceeded', associationType, entityType, entityId }\`. A signal that is late, repeated or out of order is refused with
[\`SignalRejected\`](resource-sharing-errors.md#signalrejected) and changes nothing, so workers may be started more than once. \`resourceSharing.workOf\` is the
last column of this table as data.`,
  'backup-policies': `Events are what has happened, in the past tense. Store them with the state, in one transaction; \`evolveAll\` folds them into the same state again.

The service is synchronous: no event asks the host for work, and there are no signals. Each association that starts or ends does so in two events of one
decision, so that its record goes through the same statuses as in Resource Sharing.`
}

const notes = {
  'resource-sharing': `- \`TargetInvited\` asks for no work: the association waits until its account answers, or until \`closesAt\`, seven days later. Its acceptance asks.
- \`InvitationRejected\`, \`InvitationCancelled\` and \`InvitationExpired\` end the association, as Disassociated. \`InvitationExpired\` has \`at =
  closesAt\`, however late it is noticed.
- \`retention\` is there where the facts named a window of their own; otherwise it is the documented one, 48 to 96 hours.
- \`AssociationExpired\` with \`failedOperation: 'Disassociate'\` means that a record goes although the entity may still be shared in effect: raise
  an alarm. \`failedDisassociations(state, facts)\` lists such records ahead of their purge.
- \`ResourceSharePurged\` takes all that is left in the share along: the state is \`initialState\` again.

When nothing asks for work there is still time: \`nextDeadline(state)\` says when to send the next \`{ type: 'Sweep' }\`.`,
  'backup-policies': `- A move is one decision: \`DisassociationStarted\` and \`DisassociationSucceeded\` of the old policy, \`AssociationStarted\` and \`AssociationSucceeded\` of
  the new one.
- Of a resource that starts or ends the two events have the same \`at\`; its record is kept for 48 to 96 hours from there.
- \`BackupPolicyDeleted\` comes after the ends of all that was in the policy.
- \`retention\` is there where the facts named a window of their own; otherwise it is the documented one, 48 to 96 hours.
- Ids are in lower case, whatever their case in the request.

\`nextDeadline(state)\` says when to send the next \`{ type: 'Sweep' }\`.`
}

const given = { isGiven: true }

/** The fields that all events have, or all of associations; they are told once. */
const commonOf = (all) => {
  const [first, ...rest] = all
  return first.filter(({ name }) => rest.every((fields) => fields.some((each) => each.name === name)))
}

/** What the source says of an event, without what all of them have in common, or the table has. */
const whatOf = (file, event) =>
  commentOf(file, event)
    .replace(/ ?Asks for work(: [^.]*)?\./, '')
    .replace(/ ?The library's own\.$/, '')

const isIn = (fields, { name }) => fields.some((each) => each.name === name)

/** The page, by its file. */
export const eventsPageOf = (system) => {
  const { name, title, events, workOf, answers } = system
  const file = `${name}/events.ts`
  const own = new Map(events.map((event) => [event, fieldsOf(file, event).filter(({ name: field }) => field !== 'type')]))
  const ofAll = commonOf([...own.values()])
  const ofAssociations = commonOf([...own.values()].filter((fields) => fields.some((each) => each.name === 'entityId')))
  const furtherOf = (event) => own.get(event).filter((field) => !isIn(ofAssociations, field) && !isIn(ofAll, field))
  const fieldText = ({ name: field, isOptional }) => `\`${field}${isOptional ? '?' : ''}\``
  const isAsking = Object.keys(workOf).length > 0
  const section = (event) => {
    const further = furtherOf(event)
    const work = workOf[event]
    const asks = work && `Asks for work; answered by ${typeLinks(system, work)}.`
    return lines(
      `### \`${event}\``,
      [whatOf(file, event), asks, `Comes of ${typeLinks(system, answers.typesWith(event))}.`].filter(Boolean).join(' '),
      further.length === 0 ? undefined : fieldTable(further, given),
      json(answers.exampleOf(event))
    )
  }
  const page = lines(
    generated,
    `# Events of ${title}`,
    introduction[name],
    table(
      ['event', 'further fields', ...(isAsking ? ['asks for work, answered by'] : ['when'])],
      events.map((event) => [
        link('', event),
        furtherOf(event).map(fieldText).join(', '),
        isAsking ? code(workOf[event] ?? []) : whatOf(file, event)
      ])
    ),
    notes[name],
    '## Fields of every event',
    fieldTable(ofAll, given),
    '## Fields of every event of an association',
    'Its identity, together with those of every event:',
    fieldTable(
      ofAssociations.filter((field) => !isIn(ofAll, field)),
      given
    ),
    '## Each event',
    ...events.map(section)
  )
  return [eventsPage(system), `${page}\n`]
}
