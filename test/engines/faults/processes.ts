/** Processes of writers: started, listened to, killed. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Journal } from './journal.ts'
import type { Line } from './write.ts'
import type { WritersOptions } from './writers.ts'

export interface Writers {
  /** kill -9. Resolves when all that it has told is in the journal. */
  kill(): Promise<void>
  /** Lets it come to its end. */
  finish(): Promise<void>
  /** Waits for it; rejects where the process ends before. */
  waitFor(what: Promise<void>): Promise<void>
}

const program = fileURLToPath(new URL('writers.ts', import.meta.url))

export const startWriters = (options: WritersOptions, journal: Journal): Writers => {
  const child = spawn(process.execPath, ['--no-warnings', program, JSON.stringify(options)], {
    stdio: ['pipe', 'pipe', 'inherit']
  })
  const killNow = () => {
    child.kill('SIGKILL')
  }
  process.once('exit', killNow)
  const lines = createInterface(child.stdout)
  lines.on('line', (text) => {
    // A kill may have cut the last one short: it was not told.
    if (!text.endsWith('}')) return
    const line: Line = JSON.parse(text)
    journal.take(line)
  })
  const ended = Promise.all([once(child, 'close'), once(lines, 'close')]).then(([[code]]): unknown => {
    process.off('exit', killNow)
    return code
  })
  const early = ended.then((code) => {
    throw new Error(`the writers have ended by themselves: ${code}`)
  })
  early.catch(() => {})
  const finished = async () => {
    const code = await ended
    if (code !== 0) throw new Error(`the writers have failed: ${code}`)
  }
  return {
    kill: async () => {
      killNow()
      await ended
    },
    finish: () => {
      child.stdin.end()
      return finished()
    },
    waitFor: (what) => Promise.race([what, early])
  }
}
