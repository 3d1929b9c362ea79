/** The page of the life of one association: its record, and what each event makes of it, found by asking `step`. */
import { lifecycle } from '../../../dist/index.js'
import { code, generated, lines, table } from '../markdown.mjs'
import { statesOf, transitionsOf } from '../transitions.mjs'
import { fieldTable } from './parts.mjs'
import { commentOf, fieldsOf } from './source.mjs'

const { associationMachine, step, isLive, isSettled, isTerminal, defaultRetention } = lifecycle

const startMs = Date.parse('2020-12-04T09:40:41.250Z')
const laterMs = 1_000

const recordAfter = (...types) =>
  types.reduce((record, type, at) => step(record, { type, reason: 'why' }, startMs + at * laterMs).record, undefined)

/** Every standing of an association, with a record that stands so. */
const standings = {
  'no record': undefined,
  Associating: recordAfter('associate'),
  Associated: recordAfter('associate', 'associationSucceeded'),
  Disassociating: recordAfter('associate', 'associationSucceeded', 'disassociate'),
  Disassociated: recordAfter('associate', 'associationSucceeded', 'disassociate', 'disassociationSucceeded'),
  'Failed (Associate)': recordAfter('associate', 'associationFailed'),
  'Failed (Disassociate)': recordAfter('associate', 'associationSucceeded', 'disassociate', 'disassociationFailed')
}

const eventTypes = [
  ...new Set(
    transitionsOf(associationMachine).flatMap(({ kind, event }) => (kind === 'on' && !event.includes('.') ? [event] : []))
  )
]
/** In the order of a life: an association begins where there is none. */
const events = ['associate', ...eventTypes.filter((type) => type !== 'associate')]

const namesOf = (record) => Object.keys(record ?? {}).filter((name) => name !== 'status')

/** What of a record a step has changed, beside its status. */
const changeText = (before, after) => {
  if (after === undefined) return 'the record is gone'
  const changed = namesOf(after).filter((name) => before?.[name] !== after[name])
  const lost = namesOf(before).filter((name) => !(name in after))
  const shown = (name) => (name === 'failedOperation' ? `failedOperation: '${after[name]}'` : name)
  return [changed.length === 0 ? '' : code(changed.map(shown)), lost.length === 0 ? '' : `loses ${code(lost)}`]
    .filter(Boolean)
    .join('; ')
}

/** The windows of an ended record, each by how long after its end it is asked. */
const windowsMs = [laterMs, defaultRetention.floorMs, defaultRetention.ceilingMs]

/** In which of the windows, in words. */
const whenText = (first, last) =>
  [['', 'from `expiresFrom` on', 'from `expiresBy` on'][first], ['before `expiresFrom`', 'before `expiresBy`', ''][last]]
    .filter(Boolean)
    .join(', ')

const outcomeAt = (record, type, now) => {
  const answer = step(record, { type, reason: 'why' }, now)
  if (!answer.ok) return undefined
  return { to: answer.record?.status ?? 'Expired', change: changeText(record, answer.record) }
}

/** When a record is asked; one that has not ended is the same at any time. */
const timesOf = (record) =>
  record?.expiresFrom === undefined ? [startMs + 10 * laterMs] : windowsMs.map((ms) => record.updateTime + ms)

/** For each standing and event: to where, and when, where that depends on the time. */
const rows = Object.entries(standings).flatMap(([standing, record]) =>
  events.flatMap((type) => {
    const outcomes = timesOf(record).map((now) => outcomeAt(record, type, now))
    const [first, last] = [outcomes.findIndex(Boolean), outcomes.findLastIndex(Boolean)]
    if (first === -1) return []
    const { to, change } = outcomes[first]
    const when = outcomes.length === 1 ? '' : whenText(first, last)
    return [{ standing, type, when, to, change }]
  })
)

/** The condition that the machine names for what an event does to a standing; those of one event and status have the same one. */
const guardOf = (record, type) =>
  transitionsOf(associationMachine).find(({ from, event }) => from === record?.status && event === type)?.guard

const transitionTable = table(
  ['from', 'event', 'if', 'which is', 'to', 'the record gets'],
  rows.map(({ standing, type, when, to, change }) => {
    const guard = guardOf(standings[standing], type)
    return [
      standing === 'no record' ? standing : code([standing]),
      code([type]),
      guard === undefined ? '' : code([guard]),
      when,
      code([to]),
      change
    ]
  })
)

const yes = (is) => (is ? 'yes' : '')

const statusTable = table(
  ['status', 'live', 'settled', 'terminal', 'what it means'],
  Object.entries(standings).flatMap(([standing, record]) => {
    if (record === undefined) return []
    const { description } = statesOf(associationMachine).find(({ name }) => name === record.status)
    return [[`\`${standing}\``, yes(isLive(record)), yes(isSettled(record)), yes(isTerminal(record)), description]]
  })
)

const predicates = ['isLive', 'isSettled', 'isTerminal'].map(
  (name) => `- \`${name}\`: ${commentOf('lifecycle/association.ts', name)}`
)

/** The page, by its file. */
export const lifecyclePageOf = () => {
  const page = lines(
    generated,
    '# The lifecycle of an association',
    `The same for both systems. \`lifecycle.step(record, event, now)\` is one transition as a pure function, compiled from the machine; [its diagram](../diagrams/lifecycle.md)
has the transitions of actors, with their timers, too.`,
    '## The record',
    commentOf('lifecycle/association.ts', 'AssociationRecord'),
    fieldTable(fieldsOf('lifecycle/association.ts', 'AssociationRecord'), { isGiven: true }),
    '## Statuses',
    statusTable,
    predicates.join('\n'),
    '## Events',
    commentOf('lifecycle/changes.ts', 'AssociationEvent'),
    fieldTable(fieldsOf('lifecycle/changes.ts', 'AssociationEvent')),
    '## Which event leads where',
    `And what the record gets beside its new status. Whatever is not in this table is a refusal: \`step\` answers
[\`SignalRejected\`](resource-sharing-errors.md#signalrejected), and the record stays as it is.`,
    transitionTable,
    '## Retention',
    commentOf('lifecycle/retention.ts', 'Retention'),
    table(
      ['from the end of the association', 'what holds'],
      [
        [`before ${defaultRetention.floorMs / 3_600_000} h (\`expiresFrom\`)`, 'The record is there.'],
        [
          `${defaultRetention.floorMs / 3_600_000} to ${defaultRetention.ceilingMs / 3_600_000} h`,
          'The record is there until a sweep deletes it.'
        ],
        [
          `from ${defaultRetention.ceilingMs / 3_600_000} h on (\`expiresBy\`)`,
          'The record is gone for every command and query, deleted or not.'
        ]
      ]
    ),
    `The bounds are \`lifecycle.defaultRetention\`, ${defaultRetention.floorMs.toLocaleString('en')} and ${defaultRetention.ceilingMs.toLocaleString('en')} ms; an event, or the facts of a decision, may bring others.
\`lifecycle.nextDeadline(record)\`: ${commentOf('lifecycle/retention.ts', 'nextDeadline')}`
  )
  return ['lifecycle.md', `${page}\n`]
}
