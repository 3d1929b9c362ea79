// What comes in for resource shares: commands, queries and wire forms, each in a state that commands have led to.
import * as fc from 'fast-check'
import { applied, showing } from './checks.mjs'
import { damaged, hostile, hostileJson } from './pools.mjs'
import { queriesTarget } from './share-queries.mjs'
import { aimed, allCalls, anybody, asking, broken, byRightful, shares, situations, valid, words } from './share-situations.mjs'
import { wireTarget } from './share-wire.mjs'

const hostileCommands = (seed) =>
  fc
    .tuple(fc.constantFrom(...Object.keys(shares.rules), 'AssociationFailed', 'Sweep'), hostileJson(seed), hostileJson(seed))
    .map(([type, given, other]) => ({
      command: { type, request: given, resourceShareId: other, invitationIds: other, entityId: other, associationType: 'Target' }
    }))

const commandsTarget = (library, situation) => {
  const damagedCommands = damaged((seed) => valid(seed).map((command) => JSON.stringify(command)), words)
  return {
    name: 'resource sharing: commands',
    show: showing(library),
    arbitrary: (seed) =>
      fc
        .tuple(
          situation(seed),
          fc.oneof(
            { weight: 4, arbitrary: aimed(library, allCalls) },
            { weight: 4, arbitrary: damagedCommands(seed).map(byRightful) },
            { weight: 3, arbitrary: broken },
            { weight: 2, arbitrary: shares.messyCommand.map(byRightful) },
            { weight: 2, arbitrary: hostileCommands(seed) },
            { weight: 1, arbitrary: valid(seed).map(byRightful) },
            { weight: 1, arbitrary: hostile(seed).map((command) => ({ command })) },
            { weight: 1, arbitrary: shares.hostileCommand.map((command) => ({ command })) }
          ),
          anybody
        )
        .map(([at, asked, other]) => asking(at, asked, other)),
    probe: (input) => applied(library, input)
  }
}

/** Of commands, queries and the wire. */
export const shareTargets = (library) => {
  const situation = situations(library)
  const queryCodes = [...new Set(shares.listRules.map(([code]) => code))]
  const commandRules = new Set(Object.values(shares.rules).flatMap((rules) => rules.map(([code]) => code)))
  const all = Object.keys(library.errors)
  const ofCommands = all.filter((code) => !queryCodes.includes(code) || commandRules.has(code))
  return [
    { ...commandsTarget(library, situation), codes: ofCommands },
    { ...queriesTarget(library, situation), codes: queryCodes },
    { ...wireTarget(library, situation), codes: all.filter((code) => code !== 'SignalRejected') }
  ]
}
