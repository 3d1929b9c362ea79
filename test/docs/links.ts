/** Links between the pages of the repository: to a file that is there, and to a heading that it has. */
import { existsSync, statSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path/posix'
import { root, textOf } from './pages.ts'

/** A page's text without its code: what looks like a link there is none. */
const prose = (text: string): string =>
  text.replace(/^```[\s\S]*?^```$/gm, '').replace(/`[^`\n]*`/g, (code) => code.replace(/[[\]()]/g, '.'))

/** Where the links of a page lead, its pictures included. */
export const linksOf = (text: string): string[] => {
  const inline = [...prose(text).matchAll(/\]\(\s*<?([^)\s>]+)>?[^)]*\)/g)]
  const byReference = [...prose(text).matchAll(/^\[[^\]]+\]:\s*(\S+)/gm)]
  const inHtml = [...prose(text).matchAll(/\b(?:href|src)="([^"]+)"/g)]
  return [...inline, ...byReference, ...inHtml].map(([, link = '']) => link)
}

/** The anchors of a page's headings, as GitHub makes them. */
export const anchorsOf = (text: string): Set<string> => {
  const seen = new Map<string, number>()
  const anchors = new Set<string>()
  for (const [, heading = ''] of text.replace(/^```[\s\S]*?^```$/gm, '').matchAll(/^#{1,6}\s+(.+?)\s*#*$/gm)) {
    const words = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase()
    const slug = words.replace(/[^\p{L}\p{N}\p{M}\s_-]/gu, '').replace(/\s/g, '-')
    const times = seen.get(slug) ?? 0
    seen.set(slug, times + 1)
    anchors.add(times === 0 ? slug : `${slug}-${times}`)
  }
  return anchors
}

const isElsewhere = (link: string): boolean => /^[a-z]+:/i.test(link)

/** The file that a link on a page leads to, from the top; `undefined` for one that leads elsewhere. */
export const fileOf = (page: string, link: string): string | undefined => {
  if (isElsewhere(link)) return undefined
  const [path = ''] = link.split('#')
  return path === '' ? page : normalize(join(dirname(page), decodeURIComponent(path)))
}

/** What is wrong with a link on a page. */
export const linkFault = (page: string, link: string, text = textOf(page)): string | undefined => {
  const file = fileOf(page, link)
  if (file === undefined) return /^(https?|mailto):/.test(link) ? undefined : 'is no address of the web'
  if (file.startsWith('..') || file.startsWith('/')) return 'leads out of the repository'
  if (!existsSync(root + file)) return 'leads to no file'
  const [, anchor] = link.split('#')
  if (anchor === undefined) return undefined
  if (statSync(root + file).isDirectory() || !file.endsWith('.md'))
    return /^L\d+/.test(anchor) ? undefined : 'leads to no heading'
  return anchorsOf(file === page ? text : textOf(file)).has(anchor) ? undefined : 'leads to no heading'
}
