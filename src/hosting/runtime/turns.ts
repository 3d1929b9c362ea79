/** One at a time of each key: commands for the same aggregate do not conflict within a process, they queue. */

export type Turns = <T>(key: string, run: () => Promise<T>) => Promise<T>

export const createTurns = (): Turns => {
  const last = new Map<string, Promise<void>>()
  return (key, run) => {
    const before = last.get(key)
    const turn = before === undefined ? run() : before.then(run)
    const ended = turn.then(
      () => {},
      () => {}
    )
    const leave = ended.then(() => {
      if (last.get(key) === leave) last.delete(key)
    })
    last.set(key, leave)
    return turn
  }
}
