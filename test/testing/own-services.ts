/** Right services that take no notice of the ids that commands bring: they give their own, and tokens that are good for one list only. */
import { type Fields, fieldsOf } from '../../src/decider/values.ts'
import { type backupPolicies, resourceSharing } from '../../src/index.ts'
import { noProjects, send as sendToProjects } from '../../src/testing/backup-policies/model.ts'
import type { Backend } from '../../src/testing/index.ts'
import { noShares, send as sendToShares } from '../../src/testing/resource-sharing/model.ts'

type ShareFacts = resourceSharing.Facts
type PolicyFacts = backupPolicies.Facts

const isAccount = (id: unknown): id is string => typeof id === 'string' && /^[\d*]{12,20}$/.test(id)

/** Takes no notice of ids that commands bring, nor of tokens that it has not given for the very same list. */
export const ownShareService = ({ isTelling = true } = {}): Backend<ShareFacts> => {
  let states = noShares
  let made = 0
  let tokens = new Map<unknown, { readonly list: string; readonly token: unknown }>()
  const next = (prefix: string): string => {
    made += 1
    return `${prefix}-mine-${made}`
  }
  const ask = (command: Fields, facts: ShareFacts) => {
    const sent = sendToShares(states, command, facts)
    states = sent.states
    return sent.result
  }
  const list = ({ type, request }: Fields, facts: ShareFacts): unknown => {
    const { NextToken, ...rest } = fieldsOf(request)
    const text = JSON.stringify([rest, facts.accountId])
    const known = tokens.get(NextToken)
    const isUnknown = typeof NextToken === 'string' && NextToken !== '' && NextToken.length <= 256
    const theirs = known?.list === text ? known.token : isUnknown ? 'no token' : NextToken
    const result = ask({ type, request: NextToken === undefined ? request : { ...rest, NextToken: theirs } }, facts)
    const reply = fieldsOf(result.ok ? result.reply : undefined)
    if (reply.NextToken === undefined) return result
    const token = next('1')
    tokens.set(token, { list: text, token: reply.NextToken })
    return { ok: true, reply: { ...reply, NextToken: token } }
  }
  return {
    reset: () => {
      states = noShares
      tokens = new Map()
    },
    send: ({ type, resourceShareId, invitationIds, ...command }, facts) => {
      if (type === 'ListResourceShareAssociations') return list({ type, ...command }, facts)
      if (type !== 'CreateResourceShare' && type !== 'AssociateResourceShare')
        return ask({ type, resourceShareId, ...command }, facts)
      const { Targets, ResourceShareId } = fieldsOf(command.request)
      const accounts = Array.isArray(Targets) ? Targets.filter(isAccount) : []
      const mine = Object.fromEntries(accounts.map((id) => [id, next('i')]))
      const shareId = type === 'CreateResourceShare' ? next('rs') : String(ResourceShareId)
      const result = ask({ type, resourceShareId: shareId, invitationIds: mine, ...command }, facts)
      const state = states.get(shareId)
      if (!result.ok || state === undefined || !isTelling) return result
      const open = [...resourceSharing.invitations(state, facts)].flatMap(({ ReceiverAccountId, ResourceShareInvitationId }) => {
        const given = fieldsOf(invitationIds)[ReceiverAccountId]
        return typeof given === 'string' ? [[given, ResourceShareInvitationId]] : []
      })
      return { ...result, ids: Object.fromEntries(open) }
    }
  }
}

/** Gives its policies ids of its own, too. */
export const ownPolicyService = (): Backend<PolicyFacts> => {
  let states = noProjects
  let made = 0
  return {
    reset: () => {
      states = noProjects
    },
    send: ({ policyId, ...command }, facts) => {
      made += 1
      // Later ones come first by id, so that no order rests on ids.
      const mine = `${(0xffffffff - made).toString(16)}-0000-4000-8000-000000000000`
      const sent = sendToProjects(states, { ...command, policyId: mine }, facts)
      states = sent.states
      return sent.result
    }
  }
}

/** One call after the other, with others waiting between. */
export const inTurn = <Facts>(backend: Backend<Facts>): Backend<Facts> => {
  let last: Promise<unknown> = Promise.resolve()
  return {
    reset: () => backend.reset(),
    send: (command, facts, turns) => {
      last = last.then(async () => {
        await turns.pause()
        const answer = await backend.send(command, facts, turns)
        await turns.pause()
        return answer
      })
      return last
    }
  }
}
