// What a batch of inputs is drawn from: a few values that are dear to make, by its seed, and values that were right once, with something
// changed in them.
import * as kit from 'association-lifecycle/testing'
import * as fc from 'fast-check'

/** Made once for a seed: the targets of one round share it. */
export const onceASeed = (make) => {
  let kept
  return (seed) => {
    if (kept?.seed !== seed) kept = { seed, made: make(seed) }
    return kept.made
  }
}

/** A few of the values. */
export const fewOf = (arbitrary, numRuns) => onceASeed((seed) => fc.constantFrom(...fc.sample(arbitrary, { numRuns, seed })))

/** One that has no text is nested very deeply. */
const sizeOf = (value) => {
  try {
    return fc.stringify(value).length
  } catch {
    return Number.POSITIVE_INFINITY
  }
}

/** A few of the values, the short ones first: a failure is brought down to the first that shows it. */
const fewShortFirst = (arbitrary, numRuns) =>
  onceASeed((seed) => {
    const few = fc.sample(arbitrary, { numRuns, seed }).map((value) => ({ value, size: sizeOf(value) }))
    return fc.constantFrom(...few.sort((a, b) => a.size - b.size).map(({ value }) => value))
  })

/** Values of any kind, and those that `JSON.parse` may give. */
export const hostile = fewShortFirst(kit.hostile, 150)
export const hostileJson = fewShortFirst(kit.hostileJson, 150)
const jsonValues = fewShortFirst(fc.jsonValue({ maxDepth: 2 }), 50)

/** Sets a field as JSON.parse does: `__proto__` is a name like others. */
const setField = (fields, name, value) =>
  Object.defineProperty(fields, name, { value, enumerable: true, configurable: true, writable: true })

const placesIn = (value, places = []) => {
  for (const key of Object.keys(value)) {
    places.push([value, key])
    if (typeof value[key] === 'object' && value[key] !== null) placesIn(value[key], places)
  }
  return places
}

const copyOf = (value) => JSON.parse(JSON.stringify(value))

const changeOne = (root, [how, where, other, name, given]) => {
  const value = copyOf(given)
  const places = placesIn(root)
  if (places.length === 0) {
    setField(root, name, value)
    return
  }
  const [container, key] = places[where % places.length]
  const [otherContainer, otherKey] = places[other % places.length]
  if (how === 'replace') setField(container, key, value)
  else if (how === 'swap') setField(container, key, copyOf(otherContainer[otherKey]))
  else if (how === 'delete' && Array.isArray(container)) container.splice(Number(key), 1)
  else if (how === 'delete') delete container[key]
  else if (Array.isArray(container)) container.push(how === 'repeat' ? copyOf(container[key]) : value)
  else setField(container, name, how === 'repeat' ? copyOf(container[key]) : value)
}

/**
 * What the JSON texts say, with up to three fields or entries deleted, replaced, added, repeated or put in the place of another. Does as the
 * kit's `withChangedFields` does, at a fraction of the cost, for objects.
 */
export const damaged = (texts, { names, values }) => {
  const change = (seed) =>
    fc.tuple(
      fc.constantFrom('delete', 'replace', 'add', 'swap', 'repeat'),
      fc.nat(5_000),
      fc.nat(5_000),
      fc.constantFrom('__proto__', 'constructor', 'x', '', ...names),
      fc.oneof(jsonValues(seed), fc.constantFrom(0, -1, 1e300, 8.65e15, '', null, 'toString', '<', ...values))
    )
  return (seed) =>
    fc.tuple(texts(seed), fc.array(change(seed), { minLength: 1, maxLength: 3 })).map(([text, changes]) => {
      const root = JSON.parse(text)
      for (const each of changes) changeOne(root, each)
      return root
    })
}
