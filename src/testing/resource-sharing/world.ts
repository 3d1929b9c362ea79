/** What decisions on shares are made with: a directory and a catalogue of resource types, as a host may have them. */
import * as fc from 'fast-check'
import { resourceSharing as S } from '../../index.ts'
import { present, sometimes } from '../choices.ts'
import { directoryId, folderId, members, outsiders, owner, resourceTypeNames, stranger } from './requests.ts'

const someAccounts = fc.subarray([...members, ...outsiders, stranger])

/** Any resource directory of the accounts of the small world. */
export const resourceDirectory: fc.Arbitrary<S.ResourceDirectory> = fc
  .record({
    id: fc.constantFrom(directoryId, 'rd-other'),
    managementAccountId: fc.constantFrom(owner, ...members, stranger),
    memberIds: someAccounts,
    folders: sometimes(
      someAccounts.map((accounts) => ({ [folderId]: accounts })),
      1
    ),
    accountsWithRunningTasks: sometimes(someAccounts)
  })
  .map((fields) => present<S.ResourceDirectory>(fields))

/** What may be done with a resource type. */
export const resourceType: fc.Arbitrary<S.ResourceType> = fc.record({
  leavable: fc.boolean(),
  external: fc.boolean(),
  service: fc.boolean()
})

/** The documented resource types, some of them changed, and one of the host's own. */
export const resourceTypes: fc.Arbitrary<Readonly<Record<string, S.ResourceType>>> = fc
  .dictionary(fc.constantFrom(...resourceTypeNames, 'Teapot'), resourceType)
  .map((own) => ({ ...S.resourceTypes, ...own }))
