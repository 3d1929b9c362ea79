// The reports of API Extractor: every name of a door with its type, one file a door.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Extractor } from '@microsoft/api-extractor'
import { compilerState, configOf, doors } from './program.mjs'

/** The report of each door by its file, and what API Extractor finds wrong with it. */
export const makeReports = () => {
  const folder = mkdtempSync(join(tmpdir(), 'api-reports-'))
  const found = []
  try {
    const reports = doors.map((door) => {
      Extractor.invoke(configOf(door, folder), {
        compilerState,
        localBuild: true,
        messageCallback: (message) => {
          message.handled = true
          if (message.category !== 'console' && message.logLevel !== 'none')
            found.push(`${door.name}: ${message.messageId} ${message.text}`)
        }
      })
      const file = `${door.name}.api.md`
      return [file, readFileSync(join(folder, file), 'utf8')]
    })
    return { reports: new Map(reports), found: [...new Set(found)] }
  } finally {
    rmSync(folder, { recursive: true })
  }
}
