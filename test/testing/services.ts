/** Services as hosts write them: made of the library's public functions alone, and of nothing of the kit. */
import { backupPolicies, lifecycle, resourceSharing } from '../../src/index.ts'
import type { Backend } from '../../src/testing/index.ts'

type ShareState = resourceSharing.ResourceShareState
type ShareFacts = resourceSharing.Facts
type ShareCommand = resourceSharing.ResourceSharingCommand

/** A table of states by the id of their share, and answers from it. */
export const shareService = (): Backend<ShareFacts> => {
  const shares = new Map<string, ShareState>()

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

  const idOf = (command: ShareCommand & { readonly resourceShareId?: unknown }, facts: ShareFacts): unknown => {
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
    const before = shares.get(id as string) ?? resourceSharing.initialState
    const { state, result } = resourceSharing.apply(before, command, { usage: usageOf(facts), ...facts })
    if (state === resourceSharing.initialState) shares.delete(id as string)
    else shares.set(id as string, state)
    return result
  }

  return {
    reset: () => shares.clear(),
    send: (given, facts) => {
      const command = given as unknown as ShareCommand
      if (given.type === 'ListResourceShareAssociations')
        return resourceSharing.listResourceShareAssociations(shares.values(), given.request as never, facts)
      if (command.type === 'Sweep') {
        for (const id of [...shares.keys()]) decide(id, command, facts)
        return { ok: true, reply: {} }
      }
      return decide(idOf(command, facts), command, facts)
    }
  }
}

type PolicyFacts = backupPolicies.Facts

/** A table of states by project, and answers from it. */
export const policyService = (): Backend<PolicyFacts> => {
  const projects = new Map<string, backupPolicies.BackupPoliciesState>()
  const stateOf = (projectId: string) => projects.get(projectId) ?? backupPolicies.initialState
  return {
    reset: () => projects.clear(),
    send: ({ type, request, ...given }, facts) => {
      if (type === 'ListBackupPolicies')
        return backupPolicies.listBackupPolicies(stateOf(facts.projectId), request as never, facts)
      if (type === 'listResources') return backupPolicies.listResources(stateOf(facts.projectId), request as never, facts)
      if (type === 'Sweep') {
        for (const [projectId, state] of projects)
          projects.set(projectId, backupPolicies.apply(state, { type }, { ...facts, projectId }).state)
        return { ok: true, reply: {} }
      }
      const command = { type, request, ...given } as unknown as backupPolicies.BackupPoliciesCommand
      const { state, result, ...others } = backupPolicies.apply(stateOf(facts.projectId), command, facts)
      projects.set(facts.projectId, state)
      return { ...others, ...result }
    }
  }
}
