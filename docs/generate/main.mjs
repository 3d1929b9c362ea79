// `npm run docs`: writes all that is generated of the documentation, from the code.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { filesOf } from './files.mjs'

const pathOf = (file) => fileURLToPath(new URL(`../../${file}`, import.meta.url))

for (const [file, text] of filesOf(readFileSync(pathOf('README.md'), 'utf8'))) {
  mkdirSync(dirname(pathOf(file)), { recursive: true })
  writeFileSync(pathOf(file), text)
  console.log(file)
}
