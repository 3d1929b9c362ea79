// `npm run api`: writes the reports of the public interface, one a door, beside this file.
import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import { makeReports } from './reports.mjs'

const here = new URL('./', import.meta.url)
const { reports } = makeReports()
for (const file of readdirSync(here)) if (file.endsWith('.api.md') && !reports.has(file)) rmSync(new URL(file, here))
for (const [file, text] of reports) {
  writeFileSync(new URL(file, here), text)
  console.log(`test/api/${file}`)
}
