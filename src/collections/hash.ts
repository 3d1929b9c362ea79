/** Hashes of texts. */

/** The text that was hashed last: a row is often looked up and put back, or put into another table, at once. */
let lastText = ''
let lastSeed = Number.NaN
let lastHash = 0

/**
 * An int32 hash of a text. O(length), allocates nothing. To hash several texts, give the hash of one as the seed of the next:
 * starting a text is a step of its own, so ('a', 'bc') and ('ab', 'c') are different input.
 */
export const hashString = (text: string, seed: number): number => {
  if (seed === lastSeed && text === lastText) return lastHash
  const length = text.length
  // The seed is spread over all bits: else changing the first character could undo going to the next seed.
  let hash = Math.imul(seed + 0x9e3779b9, 0x85ebca6b)
  hash ^= hash >>> 15
  // One code unit a step: with two, a change of the top bit would outlive the multiplication, and the next step could undo it
  // under every seed, so that keys could be made to collide for good.
  for (let i = 0; i < length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x5bd1e995)
    hash ^= hash >>> 15
  }
  lastText = text
  lastSeed = seed
  lastHash = hash
  return hash
}

/** An int32 hash of one, two or three texts in this order. O(total length), allocates nothing. */
export const hashStrings = (seed: number, first: string, second?: string, third?: string): number => {
  const one = hashString(first, seed)
  if (second === undefined) return one
  const two = hashString(second, one)
  return third === undefined ? two : hashString(third, two)
}
