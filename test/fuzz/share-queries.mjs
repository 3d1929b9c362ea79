// Queries of shares, with tokens of their own pages and such as were tampered with.
import { hostile as anyHostile, withChangedCharacters } from 'association-lifecycle/testing'
import * as fc from 'fast-check'
import { codeOf, expected, must, showing } from './checks.mjs'
import { damaged, hostile } from './pools.mjs'
import { anybody, asking, shareStates, shares, validLists, words } from './share-situations.mjs'

const { owner } = shares

/** A text that a token can be: numbers as JSON writes them, and words. */
const isToken = (text) => {
  const [shareAt, , , createTime, ...rest] = text.split(' ')
  return (
    rest.length >= 2 &&
    /^(0|[1-9]\d{0,14})$/.test(shareAt) &&
    String(Number(createTime)) === createTime &&
    Number.isFinite(Number(createTime))
  )
}

const listed = (library, state, asked, facts) => library.listResourceShareAssociations([state], asked, facts)

/** The tokens of a state's first pages. */
const tokensIn = (library, state, facts) =>
  ['Resource', 'Target'].flatMap((AssociationType) => {
    const { reply } = listed(library, state, { AssociationType, MaxResults: 1 }, { ...facts, accountId: owner })
    return reply.NextToken === undefined ? [] : [reply.NextToken]
  })

const codeOfToken = (token) => {
  if (token.length > 256) return 'InvalidParameter.NextToken.Length'
  return token === '' || isToken(token) ? 'ok' : 'InvalidParameter.NextToken'
}

/** A page is part of the whole list, whatever the token. */
const mustBePart = (library, { state, command, facts }, page) => {
  const { NextToken: _, ...whole } = command
  const all = listed(library, state, { ...whole, MaxResults: 100 }, facts).reply.ResourceShareAssociations.map((each) =>
    JSON.stringify(each)
  )
  must(
    page.every((each) => all.includes(JSON.stringify(each))),
    'a page shows what the whole list does not'
  )
}

/** The code of a query. */
export const query = (library, input) => {
  const result = listed(library, input.state, input.command, input.facts)
  if (result.ok && typeof input.command?.NextToken === 'string')
    mustBePart(library, input, result.reply.ResourceShareAssociations)
  return expected(codeOf(result, library.errors), input.code)
}

/** The queries of shares. */
export const queriesTarget = (library, situation) => {
  const damagedLists = damaged((seed) => validLists(seed).map((asked) => JSON.stringify(asked)), words)
  const tokens = (seed) =>
    fc.constantFrom(
      '0 a b 1 VSwitch r-1',
      ...fc.sample(shareStates(seed), { numRuns: 20, seed }).flatMap(({ state, facts }) => tokensIn(library, state, facts))
    )
  const withToken = (seed) =>
    fc
      .tuple(shares.listRequest, fc.oneof(tokens(seed), withChangedCharacters(tokens(seed))))
      .map(([asked, NextToken]) => ({ command: { ...asked, NextToken }, code: codeOfToken(NextToken) }))
  return {
    name: 'resource sharing: queries',
    show: showing(library),
    arbitrary: (seed) =>
      fc
        .tuple(
          situation(seed),
          fc.oneof(
            { weight: 3, arbitrary: damagedLists(seed).map((command) => ({ command })) },
            { weight: 3, arbitrary: shares.brokenListRequest.map(({ request, code }) => ({ command: request, code })) },
            { weight: 3, arbitrary: withToken(seed) },
            { weight: 1, arbitrary: hostile(seed).map((command) => ({ command })) },
            { weight: 1, arbitrary: anyHostile.map((command) => ({ command })) },
            { weight: 1, arbitrary: shares.listRequest.map((command) => ({ command, code: 'ok' })) }
          ),
          anybody
        )
        .map(([at, asked, other]) => asking(at, asked, other)),
    probe: (input) => query(library, input)
  }
}
