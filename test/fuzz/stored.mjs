// Stored texts: one that is accepted is kept as it is, down to the last field, and the state works like any other.
import { anyText, withChangedCharacters, withRepeatedName } from 'association-lifecycle/testing'
import * as fc from 'fast-check'
import { applied, must, mustBeStorable } from './checks.mjs'
import { damaged } from './pools.mjs'

const inOrder = (_, value) =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value

/** What a text says: neither the order of fields nor that of rows is part of it. */
const contentOf = (text) =>
  Object.entries(JSON.parse(text))
    .map(([name, value]) => {
      const rows = Array.isArray(value)
        ? value.map((row) => JSON.stringify(row, inOrder)).sort()
        : [JSON.stringify(value, inOrder)]
      return `${name} ${rows.join('\n')}`
    })
    .sort()
    .join('\n')

/** Times that follow each other in whatever commands have made. */
const timesFollow = ({ createTime, updateTime, expiresFrom = updateTime, expiresBy = expiresFrom, invitation }) =>
  createTime <= updateTime &&
  updateTime <= expiresFrom &&
  expiresFrom <= expiresBy &&
  (invitation === undefined || (invitation.createTime === createTime && createTime < invitation.closesAt))

const latestMs = 8_640_000_000_000_000

/** What is due is done at the next deadline, and nothing before. */
const sweepsInTime = (system, state, facts) => {
  const deadline = system.nextDeadline(state)
  must(deadline === undefined || Number.isFinite(deadline), `the next deadline is ${deadline}`)
  if (deadline === undefined || Math.abs(deadline) >= latestMs) return
  const sweep = (now) => system.apply(state, { type: 'Sweep' }, { ...facts, now }).events.length
  must(sweep(deadline) > 0, 'nothing is done at the next deadline')
  must(sweep(deadline - 1) === 0, 'something is done before the next deadline')
}

/** `rowsOf`: the records of a state; `use`: what else is asked of it. */
export const storedTarget = ({ name, system, states, words, facts, rowsOf, commands, look }) => {
  const texts = (seed) => states(seed).map(({ state }) => system.serialize(state))
  const damagedTexts = damaged(texts, words)
  const repeated = (seed) => withRepeatedName(texts(seed)).map(([field, text]) => ({ text, field }))
  return {
    name: `${name}: stored texts`,
    codes: ['ok', 'NotJson', 'UnknownVersion', 'UnknownStatus', 'Malformed'],
    show: ({ text }) => ({ input: text }),
    arbitrary: (seed) =>
      fc.oneof(
        { weight: 6, arbitrary: damagedTexts(seed).map((value) => ({ text: JSON.stringify(value) })) },
        { weight: 3, arbitrary: withChangedCharacters(texts(seed)).map((text) => ({ text })) },
        { weight: 1, arbitrary: repeated(seed) },
        { weight: 1, arbitrary: anyText.map((text) => ({ text })) }
      ),
    probe: ({ text, field }) => {
      const read = system.deserialize(text)
      if (!read.ok) {
        must(read.error.status === 422 && read.error.message !== '', 'a broken text without a reason')
        return read.error.code
      }
      must(field === undefined, `it is accepted with ${field} twice in one object`)
      const { state } = read
      must(contentOf(system.serialize(state)) === contentOf(text), 'it is accepted, and something in it is lost')
      mustBeStorable(system, state)
      must(rowsOf(state).every(timesFollow), 'it is accepted with times that no command makes')
      sweepsInTime(system, state, facts)
      for (const command of commands) applied(system, { state, command, facts })
      look(state)
      return 'ok'
    }
  }
}
