// What must hold of every answer, whatever came in.
import * as fc from 'fast-check'

export const must = (isRight, what) => {
  if (!isRight) throw new Error(what)
}

/** The code of an answer, which has to be one of the catalogue; `ok` where there is none. */
export const codeOf = (result, errors) => {
  if (result.ok === true) return 'ok'
  const { code, status, message } = result.error
  must(Object.hasOwn(errors, code) && errors[code].status === status && message !== '', `no documented error: ${code}`)
  return code
}

/** The code, which has to be the one that is known to be right, where that is known. */
export const expected = (code, right) => {
  must(right === undefined || code === right, `the answer is ${code}, not ${right}`)
  return code
}

/** A state can be stored, and is the same when it is read again. */
export const mustBeStorable = (system, state) => {
  const text = system.serialize(state)
  const read = system.deserialize(text)
  must(read.ok, `cannot be read again: ${read.error?.message}`)
  must(system.serialize(read.state) === text, 'is another state when it is read again')
}

/** A command's code. A refusal, and whatever has no events, leaves the state as it was; what changes it leaves one that can be stored. */
export const applied = (system, { state: before, command, facts, code }) => {
  const { state, events, result } = system.apply(before, command, facts)
  must((state === before) === (events.length === 0), 'another state without events, or the same one with some')
  must(result.ok || events.length === 0, 'a refusal with events')
  if (state !== before) mustBeStorable(system, state)
  return expected(codeOf(result, system.errors), code)
}

/** A value for people; one that is nested very deeply has no text. */
export const textOf = (value) => {
  try {
    return fc.stringify(value)
  } catch {
    return 'a value that is nested too deeply to be shown'
  }
}

const shown = (value) => textOf(value).slice(0, 2_000)

/** A failed input for people: first what came in, then what it met. */
export const showing =
  (system) =>
  ({ state, facts, ...input }) => ({ input: shown(input), facts: shown(facts), state: system.serialize(state) })
