/**
 * A process of writers, with the runtime's deadlines and outbox beside them, as a host has it. It tells what it does on its standard
 * output, and ends when its writers have, or when its standard input does; not before all is delivered.
 */
import { writeSync } from 'node:fs'
import { openStore, type Place } from './places.ts'
import { clockAhead, openShare, sharesOn } from './workload.ts'
import { type Line, write } from './write.ts'

/** The first argument, as JSON. */
export interface WritersOptions {
  readonly place: Place
  readonly aheadMs: number
  readonly shareIds: readonly string[]
  readonly names: readonly string[]
  readonly cycles?: number
}

const pollMs = 10
const mostPolls = 3_000

const main = async ({ place, aheadMs, ...writing }: WritersOptions): Promise<void> => {
  // Not by a stream: what was told has left this process when it goes on.
  const tell = (line: Line) => {
    writeSync(1, `${JSON.stringify(line)}\n`)
  }
  let isOver = false
  process.stdin.on('end', () => {
    isOver = true
  })
  process.stdin.resume()

  const store = await openStore(place)
  const runtime = sharesOn(store, clockAhead(aheadMs))
  for (const id of writing.shareIds) await openShare(runtime, id)
  // A server that has gone away is back in a moment.
  const background = { retryMs: { first: 20, most: 200 } }
  const deadlines = runtime.deadlines(background)
  const outbox = runtime.outbox(({ aggregateId, position }) => tell({ kind: 'delivered', id: aggregateId, position }), background)
  tell({ kind: 'ready' })
  await write({ ...writing, runtime, tell, isOver: () => isOver })
  const isLeft = async () => (await store.earliestHoldEnd(runtime.system.name)) !== undefined
  for (let polls = 0; await isLeft(); polls += 1) {
    if (polls > mostPolls) throw new Error('the outbox does not go on')
    await new Promise((resolve) => setTimeout(resolve, pollMs))
  }
  await deadlines.stop()
  await outbox.stop()
  await store.close()
  process.stdin.destroy()
}

await main(JSON.parse(process.argv[2] ?? ''))
