// `npm run docs` writes all that is generated of the documentation, from the code; `npm run docs:diagrams` the diagrams alone.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { diagramFiles, filesOf } from './files.mjs'

const pathOf = (file) => fileURLToPath(new URL(`../../${file}`, import.meta.url))

const files = process.argv[2] === 'diagrams' ? diagramFiles : filesOf

for (const [file, text] of files(readFileSync(pathOf('README.md'), 'utf8'))) {
  mkdirSync(dirname(pathOf(file)), { recursive: true })
  writeFileSync(pathOf(file), text)
  console.log(file)
}
