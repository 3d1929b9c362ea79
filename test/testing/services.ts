/** Services as hosts write them: made of the library's public functions alone, and of nothing of the kit. */
import { backupPolicies, lifecycle, resourceSharing } from '../../src/index.ts'
import type * as kit from '../../src/testing/index.ts'

type ShareState = resourceSharing.ResourceShareState
type ShareFacts = resourceSharing.Facts
type ShareCommand = kit.resourceSharing.Command

/** A table of states by the id of their share, and answers from it. */
export const shareService = (): kit.resourceSharing.Backend => {
  const shares = new Map<unknown, ShareState>()

  const usageOf = (facts: ShareFacts) => {
    const own = [...shares.values()].filter(
      (state) => resourceSharing.resourceShare(state, facts)?.ResourceShareOwner === facts.accountId
    )
    const live = own
      .flatMap((state) => [...resourceSharing.associations(state, facts)])
      .filter((association) => association.associationType === 'Resource' && lifecycle.isLive(association))
    const standing = own.filter((state) => resourceSharing.resourceShare(state, facts)?.ResourceShareStatus !== 'Deleted')
    return { shares: standing.length, sharedResources: live.length }
  }

  const idOf = (command: ShareCommand, facts: ShareFacts): unknown => {
    const request: { readonly [name: string]: unknown } = 'request' in command ? { ...command.request } : {}
    if (command.type.endsWith('ResourceShareInvitation')) {
      const isMeant = (invitation: resourceSharing.ResourceShareInvitation) =>
        invitation.ResourceShareInvitationId === request.ResourceShareInvitationId &&
        invitation.ReceiverAccountId === facts.accountId
      return [...shares].find(([, state]) => [...resourceSharing.invitations(state, facts)].some(isMeant))?.[0]
    }
    return command.resourceShareId ?? request.ResourceShareId
  }

  const decide = (id: unknown, command: ShareCommand, facts: ShareFacts) => {
    const before = shares.get(id) ?? resourceSharing.initialState
    const { state, result } = resourceSharing.apply(before, command, { usage: usageOf(facts), ...facts })
    if (state === resourceSharing.initialState) shares.delete(id)
    else shares.set(id, state)
    return result
  }

  return {
    reset: () => shares.clear(),
    send: (command, facts) => {
      if (command.type === 'ListResourceShareAssociations')
        return resourceSharing.listResourceShareAssociations(shares.values(), command.request, facts)
      if (command.type === 'Sweep') {
        for (const id of [...shares.keys()]) decide(id, command, facts)
        return { ok: true, reply: {} }
      }
      return decide(idOf(command, facts), command, facts)
    }
  }
}

/** A table of states by project, and answers from it. */
export const policyService = (): kit.backupPolicies.Backend => {
  const projects = new Map<string, backupPolicies.BackupPoliciesState>()
  const stateOf = (projectId: string) => projects.get(projectId) ?? backupPolicies.initialState
  return {
    reset: () => projects.clear(),
    send: (command, facts) => {
      if (command.type === 'ListBackupPolicies')
        return backupPolicies.listBackupPolicies(stateOf(facts.projectId), command.request, facts)
      if (command.type === 'listResources') return backupPolicies.listResources(stateOf(facts.projectId), command.request, facts)
      if (command.type === 'Sweep') {
        for (const [projectId, state] of projects)
          projects.set(projectId, backupPolicies.apply(state, command, { ...facts, projectId }).state)
        return { ok: true, reply: {} }
      }
      const { state, result, ...others } = backupPolicies.apply(stateOf(facts.projectId), command, facts)
      projects.set(facts.projectId, state)
      return { ...others, ...result }
    }
  }
}
