/** What the facts say of the owner's resource directory. */
import type { Facts } from '../../../src/resource-sharing/facts.ts'
import { isDirectoryId, isFolderId, isService } from './shape.ts'
import type { Entity, Kind } from './state.ts'

const membersOf = (facts: Facts, folder: string): readonly string[] | undefined =>
  Object.entries(facts.directory?.folders ?? {}).find(([id]) => id === folder)?.[1]

/** R, Facts: "its management account counts as in it"; a Reading: an account in a folder of the directory counts, too. */
export const isInDirectory = ({ directory }: Facts, account: string): boolean =>
  directory !== undefined &&
  (directory.managementAccountId === account ||
    directory.memberIds.includes(account) ||
    Object.values(directory.folders ?? {}).some((members) => members.includes(account)))

export const kindOf = ({ associationType, entityId }: Entity, facts: Facts): Kind => {
  if (associationType === 'Resource') return 'resource'
  if (isDirectoryId(entityId)) return 'directory'
  if (isFolderId(entityId)) return 'folder'
  if (isService(entityId)) return 'service'
  return isInDirectory(facts, entityId) ? 'member' : 'external'
}

/** Whether the target is the owner's directory, one of its folders, or an account in it. */
export const isOfDirectory = (kind: Kind, target: string, facts: Facts): boolean => {
  if (kind === 'directory') return facts.directory?.id === target
  if (kind === 'folder') return membersOf(facts, target) !== undefined
  return isInDirectory(facts, target)
}

/** R, Order of checks 2: "a directory or folder that holds it". */
export const isHeldBy = (kind: Kind, target: string, account: string, facts: Facts): boolean => {
  if (kind === 'directory') return facts.directory?.id === target && isInDirectory(facts, account)
  if (kind === 'folder') return membersOf(facts, target)?.includes(account) ?? false
  return false
}
