/** All that the emulator keeps, as documents to look at: with statuses and deadlines, and times in ISO 8601. */
import * as backupPolicies from '../../backup-policies/index.ts'
import type { Fields } from '../../decider/values.ts'
import { deadlineToIso, toIso } from '../../lifecycle/instant.ts'
import * as resourceSharing from '../../resource-sharing/index.ts'
import type { Runtime } from '../runtime/runtime.ts'
import type { BackupPoliciesTypes, ResourceSharingTypes } from '../runtime/systems.ts'

const present = (fields: Fields): Fields => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))

const associationDocument = (association: resourceSharing.IdentifiedAssociation): Fields => {
  const { associationType, entityType, entityId, status, message, failedOperation } = association
  return present({
    associationType,
    entityType,
    entityId,
    status,
    message,
    failedOperation,
    createTime: toIso(association.createTime),
    updateTime: toIso(association.updateTime),
    expiresFrom: deadlineToIso(association.expiresFrom),
    expiresBy: deadlineToIso(association.expiresBy)
  })
}

/** Every share that is there, with its associations and invitations. */
export const shareDocuments = async (runtime: Runtime<ResourceSharingTypes>): Promise<readonly Fields[]> => {
  const documents: Fields[] = []
  for await (const state of runtime.states()) {
    const facts = runtime.factsOf({ caller: '' })
    const share = resourceSharing.resourceShare(state, facts)
    if (share === undefined) continue
    documents.push(
      present({
        ...share,
        associations: [...resourceSharing.associations(state, facts)].map(associationDocument),
        invitations: [...resourceSharing.invitations(state, facts)],
        nextDeadline: deadlineToIso(resourceSharing.nextDeadline(state))
      })
    )
  }
  return documents
}

/** Every project that has, or had, policies. */
export const projectDocuments = async (runtime: Runtime<BackupPoliciesTypes>): Promise<readonly Fields[]> => {
  const documents: Fields[] = []
  for await (const project_id of runtime.ids()) {
    const state = await runtime.read(project_id)
    const facts = runtime.factsOf({ caller: project_id })
    const policies = backupPolicies.listBackupPolicies(state, {}, facts)
    const resources = backupPolicies.listResources(state, {}, facts)
    documents.push(
      present({
        project_id,
        ...(policies.ok && policies.reply),
        ...(resources.ok && resources.reply),
        next_deadline: deadlineToIso(backupPolicies.nextDeadline(state))
      })
    )
  }
  return documents
}
