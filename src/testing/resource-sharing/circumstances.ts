/** What is so while somebody calls: directories, catalogues, totals and windows, the same for a whole history or for one call. */
import * as fc from 'fast-check'
import type { Fields } from '../../decider/values.ts'
import { resourceSharing } from '../../index.ts'
import { mostly, sometimes } from '../choices.ts'
import { windows } from '../moves.ts'
import { signalTypes } from './model.ts'
import { directory, folderId, members, outsiders, owner } from './requests.ts'

/** The directory is at work on all accounts outside. */
export const busy: Fields = { directory: { ...directory, accountsWithRunningTasks: outsiders } }

const directories = mostly<unknown>(
  3,
  fc.constant(directory),
  fc.constantFrom(
    undefined,
    busy.directory,
    // Who manages it is in it, and so is who is in a folder only.
    { ...directory, managementAccountId: members[0], memberIds: [owner, members[1]] },
    { ...directory, folders: { [folderId]: [members[1], outsiders[1]] } }
  )
)

const { resourceTypes } = resourceSharing
const { VSwitch, CapacityReservation, IpamPool, KMSInstance } = resourceTypes

/** Hosts' catalogues: other rules for a type, and no word of another. */
const catalogues = fc.constantFrom<Fields>(
  { ...resourceTypes, VSwitch: { leavable: false, external: true, service: true } },
  { VSwitch, CapacityReservation, KMSInstance: { leavable: true, external: true, service: false } },
  { VSwitch: KMSInstance, CapacityReservation, IpamPool }
)

/** For a whole history. */
export const world: fc.Arbitrary<Fields> = fc.record({
  accountId: fc.constant(owner),
  directory: directories,
  limits: sometimes(
    fc.record({ sharesPerAccount: fc.constantFrom(1, 10), sharedResourcesPerAccount: fc.constantFrom(1, 2, 10) })
  ),
  resourceTypes: sometimes(catalogues, 7),
  retention: sometimes(windows, 7)
})

/** For one call of any kind: the owner's directory is another, for accounts come and go, or it has shares elsewhere. */
export const elsewhere: fc.Arbitrary<Fields> = fc.constantFrom<Fields>(
  { directory: undefined },
  { directory: { ...directory, memberIds: [members[1]] } },
  { directory: { ...directory, memberIds: [...members, outsiders[0]], accountsWithRunningTasks: [outsiders[1]] } },
  { usage: { shares: 10, sharedResources: 5 } },
  { usage: { shares: 9, sharedResources: 10 } },
  { usage: { shares: 0, sharedResources: 0 } }
)

const closers: readonly unknown[] = [...signalTypes, 'DisassociateResourceShare', 'RejectResourceShareInvitation']

/** Whether a call may have a window of its own. An invitation lapses in whatever call notices it, so its window is that of the history. */
export const isCloser = ({ type }: Fields): boolean => closers.includes(type)
