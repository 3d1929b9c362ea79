// How things are timed: candidates take turns, each turn long enough to be measured, and the median of the turns counts. An absolute time means
// little on a machine that others use, so what is reported are ratios between candidates of one race.
const turns = 9
const turnMs = 20

export const median = (numbers) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1]

const microseconds = (work) => {
  const begun = process.hrtime.bigint()
  work()
  return Number(process.hrtime.bigint() - begun) / 1_000
}

/**
 * Young garbage of the one before is not the next one's to clear away; nor are prepared requests its own to move, which the second time
 * makes old. A full collection would throw away compiled code, too.
 */
const tidyUp = () => {
  globalThis.gc?.({ type: 'minor' })
  globalThis.gc?.({ type: 'minor' })
}

/**
 * Microseconds for one operation of each candidate. A candidate is `{ name, prepare, run }`: `prepare(count)` makes what so many operations
 * need and is not timed, `run(prepared)` does them.
 */
export const race = (candidates, { mostOperations = 5_000, longestTurnMs = turnMs } = {}) => {
  const runners = candidates.map(({ name, prepare, run }) => {
    // Warms the code up, and finds out how many operations fill a turn.
    let count = 1
    for (;;) {
      const prepared = prepare(count)
      const spentMs = microseconds(() => run(prepared)) / 1_000
      if (spentMs >= longestTurnMs || count >= mostOperations) break
      count = Math.min(mostOperations, Math.max(count + 1, Math.ceil(Math.min(count * 4, (count * longestTurnMs) / spentMs))))
    }
    return { name, prepare, run, count, times: [] }
  })
  for (let turn = 0; turn < turns; turn += 1)
    for (const { prepare, run, count, times } of runners) {
      const prepared = prepare(count)
      tidyUp()
      times.push(microseconds(() => run(prepared)) / count)
    }
  return Object.fromEntries(runners.map(({ name, times }) => [name, median(times)]))
}
