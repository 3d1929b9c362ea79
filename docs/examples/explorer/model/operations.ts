/** All that can be sent, by system: its own operations, those that every system has, and whatever else one would like to try. */
import { operations as ofPolicies } from './backup-policies.ts'
import { nameOf, type Operation } from './operation.ts'
import { operations as ofShares } from './resource-sharing.ts'

const common: readonly Operation[] = [
  {
    kind: 'sweep',
    type: 'Sweep',
    what: 'Does all that is due: deletes records whose time has come, ends invitations.',
    form: 'whole',
    start: () => ({ request: {} })
  },
  {
    kind: 'command',
    type: 'Any command',
    what: 'Whatever you like. It is run as it is, and gets its documented answer.',
    form: 'whole',
    start: () => ({ request: { type: 'NoSuchAction', request: {} } })
  }
]

const bySystem: Readonly<Record<string, readonly Operation[]>> = {
  'resource-sharing': [...ofShares, ...common],
  'backup-policies': [...ofPolicies, ...common]
}

/** The operations of a system. */
export const operationsOf = (system: string): readonly Operation[] => bySystem[system] ?? common

/** An operation by its type; a name that a system does not have is a mistake of the page's own. */
export const operationOf = (system: string, type: string): Operation => {
  const found = operationsOf(system).find((operation) => operation.type === type || nameOf(operation) === type)
  if (found === undefined) throw new RangeError(`${system} has no operation ${type}`)
  return found
}
