import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { demoConfig } from '../../../src/hosting/serve/config.ts'
import { greeting, help } from '../../../src/hosting/serve/help.ts'

const at = { url: 'http://127.0.0.1:8040', store: 'memory', now: '2020-12-04T09:40:41.250Z', checksSignatures: true }

test('the guide shows what is printed at the start', () => {
  const guide = readFileSync(new URL('../../../docs/guide/hosting.md', import.meta.url), 'utf8')
  expect(guide).toContain(`\`\`\`text\n${greeting({ ...at, demo: demoConfig })}\`\`\`\n`)
})

test('secrets of a file are not printed, nor what a terminal would obey', () => {
  const printed = greeting({ ...at, store: 'a\u001b[2J', checksSignatures: false })
  expect(printed).not.toContain('secret')
  expect(printed).not.toContain('\u001b')
  expect(printed).toContain('signatures are not checked')
})

test('every line of the help fits a terminal', () => {
  expect(help.split('\n').filter((line) => line.length > 120)).toStrictEqual([])
})
