/** Makes what is wrong small: fewer calls, and less in their lists, for as long as the same is wrong. */
import { type Fields, fieldsOf } from '../decider/values.ts'
import { withField, withoutField } from './choices.ts'
import type { Call } from './history.ts'
import type { Mismatch } from './nonconformance.ts'

type Try<Facts> = (calls: readonly Call<Facts>[]) => Promise<Mismatch<Facts> | undefined>

/** What is wrong, without where and with what: another code is another thing, other content is not. */
export const kindOf = ({ difference }: Pick<Mismatch<unknown>, 'difference'>): string =>
  difference.startsWith('expected it to be') ? difference : (/^expected \w+/.exec(difference)?.[0] ?? difference)

/** The calls with one of them left out, the last first. The very last is the one that shows it. */
function* fewerCalls<Facts>(calls: readonly Call<Facts>[]): Generator<readonly Call<Facts>[]> {
  for (let at = calls.length - 2; at >= 0; at -= 1) yield calls.toSpliced(at, 1)
}

/** The request with one entry of a list less; a list of one is left out. */
const shorterRequests = (request: Fields): Fields[] =>
  Object.entries(request).flatMap(([name, list]) => {
    if (!Array.isArray(list)) return []
    if (list.length < 2) return [withoutField(request, name)]
    return list.map((_, at) => withField(request, name, list.toSpliced(at, 1)))
  })

function* shorterLists<Facts>(calls: readonly Call<Facts>[]): Generator<readonly Call<Facts>[]> {
  for (const [at, call] of calls.entries())
    for (const request of shorterRequests(fieldsOf(call.command.request)))
      yield calls.with(at, { ...call, command: { ...call.command, request } })
}

/** Goes on with the first that still shows the same, until none does. */
const leastBy = async <Facts>(
  found: Mismatch<Facts>,
  smaller: (calls: readonly Call<Facts>[]) => Iterable<readonly Call<Facts>[]>,
  tryWith: Try<Facts>
): Promise<Mismatch<Facts>> => {
  for (const calls of smaller(found.answered)) {
    const less = await tryWith(calls)
    if (less !== undefined && kindOf(less) === kindOf(found)) return leastBy(less, smaller, tryWith)
  }
  return found
}

/** The least that was found to show the same. */
export const minimal = async <Facts>(found: Mismatch<Facts>, tryWith: Try<Facts>): Promise<Mismatch<Facts>> => {
  const fewest = await leastBy(found, fewerCalls, tryWith)
  const shortest = await leastBy(fewest, shorterLists, tryWith)
  return leastBy(shortest, fewerCalls, tryWith)
}
