/** All that can be sent, by system: its own operations, those that every system has, and whatever else one would like to try. */
import { documented as documentedPolicies, operations as ofPolicies } from './backup-policies.ts'
import { nameOf, type Operation } from './operation.ts'
import { documented as documentedShares, operations as ofShares } from './resource-sharing.ts'

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

interface Beginning {
  /** What the documented requests are about. */
  readonly entity: string
  /** The operation that one comes for, and the one that comes before all others. */
  readonly wanted: string
  readonly making: string
}

const beginnings: Readonly<Record<string, Beginning>> = {
  'resource-sharing': { entity: documentedShares.target, wanted: 'DisassociateResourceShare', making: 'CreateResourceShare' },
  'backup-policies': { entity: documentedPolicies.volume, wanted: 'DisassociateResources', making: 'CreateBackupPolicy' }
}

/** The id of the entity that the documented requests of a system are about. */
export const documentedEntity = (system: string): string | undefined => beginnings[system]?.entity

/** What stands in the form before anybody has chosen an operation. */
export const firstOperation = (system: string, isEmpty: boolean): string =>
  beginnings[system]?.[isEmpty ? 'making' : 'wanted'] ?? 'Sweep'

/** The operations of a system. */
export const operationsOf = (system: string): readonly Operation[] => bySystem[system] ?? common

/** An operation by its type; a name that a system does not have is a mistake of the page's own. */
export const operationOf = (system: string, type: string): Operation => {
  const found = operationsOf(system).find((operation) => operation.type === type || nameOf(operation) === type)
  if (found === undefined) throw new RangeError(`${system} has no operation ${type}`)
  return found
}
