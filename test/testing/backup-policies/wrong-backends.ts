/** Backends of backup policies with one fault each, of the kind that real ones have. */
import { type Fields, fieldsOf } from '../../../src/decider/values.ts'
import type { backupPolicies } from '../../../src/index.ts'
import { projectIds } from '../../../src/testing/backup-policies/requests.ts'
import { answering, asking, believing, type Fault, inReply, insteadOf, remembering } from '../wrong.ts'

type Facts = backupPolicies.Facts
type PolicyFault = Fault<backupPolicies.BackupPoliciesState, Facts>

const hourMs = 3_600_000
const dayMs = 24 * hourMs

const withRequest = (command: Fields, change: (request: Fields) => Fields): Fields =>
  typeof command.request === 'object' && command.request !== null
    ? { ...command, request: change(command.request as Fields) }
    : command

const keeping = (floorMs: number, ceilingMs: number): PolicyFault =>
  believing((facts) => ({ ...facts, retention: { floorMs, ceilingMs } }))

/** Refuses a command because of the policy that it names. */
const refusingFor = (type: string, code: string, isMeant: (policyId: string, facts: Facts) => boolean): PolicyFault =>
  answering((result, command, facts) => {
    const { policy_id, backup_policy_id = policy_id } = fieldsOf(command.request)
    return result.ok && command.type === type && isMeant(String(backup_policy_id).toLowerCase(), facts)
      ? { ok: false, error: { code } }
      : result
  })

const isExecuting = (policyId: string, { executingPolicyIds = [] }: Facts): boolean =>
  executingPolicyIds.some((id) => id.toLowerCase() === policyId)

const resourcesOf = ({ request }: Fields): readonly unknown[] => {
  const { resources } = fieldsOf(request)
  return Array.isArray(resources) ? resources : []
}

const failedIn = (reply: unknown): readonly unknown[] => {
  const { fail_resources } = fieldsOf(reply)
  return Array.isArray(fail_resources) ? fail_resources : []
}

/** Every fault by a name that says what is wrong. */
export const wrongBackends: Readonly<Record<string, PolicyFault>> = {
  'deletes ended records at 47 h': keeping(47 * hourMs, 47 * hourMs),
  'shows ended records at 97 h too': keeping(2 * dayMs, 97 * hourMs),
  'does not sweep before 96 h': keeping(4 * dayMs, 4 * dayMs),
  'does nothing where one resource cannot be disassociated': (send) => (states, command, facts) => {
    const sent = send(states, command, facts)
    const isPartial = command.type === 'DisassociateResources' && sent.result.ok && failedIn(sent.result.reply).length > 0
    return isPartial ? { ...sent, states } : sent
  },
  'refuses the whole where one resource cannot be disassociated': answering((result, { type }) =>
    type === 'DisassociateResources' && result.ok && failedIn(result.reply).length > 0
      ? { ok: false, error: { code: 'AutoBackup.0205' } }
      : result
  ),
  'takes what is not associated for disassociated': answering((result, { type }) => {
    if (type !== 'DisassociateResources' || !result.ok) return result
    const { success_resources } = fieldsOf(result.reply)
    const failed = failedIn(result.reply)
    return { ok: true, reply: { success_resources: [...(success_resources as unknown[]), ...failed], fail_resources: [] } }
  }),
  'says nothing of what failed': inReply((fields) => ('fail_resources' in fields ? { ...fields, fail_resources: [] } : fields)),
  'disassociates from whatever policy a resource is in': (send) => (states, command, facts) => {
    const sent = send(states, command, facts)
    if (command.type !== 'DisassociateResources' || !sent.result.ok || failedIn(sent.result.reply).length === 0) return sent
    const listed = send(states, { type: 'listResources', request: {} }, facts).result
    const records = listed.ok ? (fieldsOf(listed.reply).resources as Fields[]) : []
    const failed = failedIn(sent.result.reply).map((entry) => fieldsOf(entry).resource_id)
    const found = records.filter(({ resource_id, status }) => status === 'Associated' && failed.includes(resource_id))
    return {
      ...sent,
      states: found.reduce(
        (next, { policy_id, resource_id }) =>
          send(next, { type: 'DisassociateResources', request: { policy_id, resources: [{ resource_id }] } }, facts).states,
        sent.states
      )
    }
  },
  'knows ids in lower case only': answering((result, { request }) => {
    const { policy_id } = fieldsOf(request)
    return typeof policy_id === 'string' && policy_id !== policy_id.toLowerCase()
      ? { ok: false, error: { code: 'AutoBackup.0205' } }
      : result
  }),
  'answers ids as they were written': answering((result, command) => {
    const named = resourcesOf(command).map((entry) => String(fieldsOf(entry).resource_id))
    const reply = fieldsOf(result.ok ? result.reply : undefined)
    const rewrite = (list: unknown): unknown[] =>
      (list as Fields[]).map((entry) => ({
        ...entry,
        resource_id: named.find((id) => id.toLowerCase() === entry.resource_id) ?? entry.resource_id
      }))
    return Array.isArray(reply.success_resources)
      ? {
          ok: true,
          reply: { success_resources: rewrite(reply.success_resources), fail_resources: rewrite(reply.fail_resources) }
        }
      : result
  }),
  'answers twice what was named twice': answering((result, command) => {
    const reply = fieldsOf(result.ok ? result.reply : undefined)
    const named = resourcesOf(command).map((entry) => String(fieldsOf(entry).resource_id).toLowerCase())
    const success = Array.isArray(reply.success_resources) ? (reply.success_resources as Fields[]) : []
    const twice = success.filter(({ resource_id }) => named.filter((id) => id === resource_id).length > 1)
    return twice.length > 0 ? { ok: true, reply: { ...reply, success_resources: [...success, ...twice] } } : result
  }),
  'counts only up': inReply((fields) => {
    const { policy_resource_count: count } = fields
    return typeof count === 'number' ? { ...fields, policy_resource_count: count === 0 ? 1 : count } : fields
  }),
  'keeps the projects of all in one': believing((facts) => ({ ...facts, projectId: projectIds[0] })),
  'has room for any number of resources': believing((facts) => ({
    ...facts,
    limits: { ...facts.limits, resourcesPerPolicy: 1_000 }
  })),
  'makes any number of policies': believing((facts) => ({ ...facts, limits: { ...facts.limits, policiesPerProject: 1_000 } })),
  'refuses all where a policy has no room for one': answering((result, { type }) =>
    type === 'AssociateResources' && result.ok && failedIn(result.reply).length > 0
      ? { ok: false, error: { code: 'AutoBackup.0204' } }
      : result
  ),
  'deletes a policy that makes a backup': believing(({ executingPolicyIds, ...facts }) => facts),
  'deletes the default policy': believing(({ defaultPolicyId, ...facts }) => facts),
  'deletes no policy that holds resources': (send) => (states, command, facts) => {
    const sent = send(states, command, facts)
    if (command.type !== 'DeleteBackupPolicy' || !sent.result.ok || sent.events.length < 2) return sent
    return { ...sent, states, result: { ok: false, error: { code: 'AutoBackup.0203' } } }
  },
  'answers an empty list of resources': insteadOf('AutoBackup.0207', (_, states, __, facts) => ({
    states,
    events: [],
    result: { ok: true, reply: { success_resources: [], fail_resources: [] } },
    facts
  })),
  'takes any name': insteadOf('AutoBackup.0102', (send, states, command, facts) =>
    send(
      states,
      withRequest(command, (request) => ({ ...request, backup_policy_name: 'plan' })),
      facts
    )
  ),
  'lets angle brackets in': asking((command) => JSON.parse(JSON.stringify(command).replaceAll(/[<>]/g, '')) as Fields),
  'takes nothing out of a policy that makes a backup': refusingFor('DisassociateResources', 'AutoBackup.0225', isExecuting),
  'puts nothing into a policy that makes a backup': refusingFor('AssociateResources', 'AutoBackup.0225', isExecuting),
  'takes nothing out of the default policy': refusingFor(
    'DisassociateResources',
    'AutoBackup.0100',
    (policyId, { defaultPolicyId }) => defaultPolicyId?.toLowerCase() === policyId
  ),
  'minds the case of the default policy': believing((facts) => ({
    ...facts,
    ...(facts.defaultPolicyId !== facts.defaultPolicyId?.toLowerCase() && { defaultPolicyId: '' })
  })),
  'lets a project have 11 policies': believing((facts) => ({ ...facts, limits: { policiesPerProject: 11, ...facts.limits } })),
  'puts 65 resources into a policy': believing((facts) => ({ ...facts, limits: { resourcesPerPolicy: 65, ...facts.limits } })),
  'puts 63 resources into a policy': believing((facts) => ({ ...facts, limits: { resourcesPerPolicy: 63, ...facts.limits } })),
  'has one window for all records': believing(({ retention, ...facts }) => facts),
  'stamps an end with its clock, also when the resource came later': remembering<
    backupPolicies.BackupPoliciesState,
    Facts,
    ReadonlyMap<unknown, number>
  >(new Map(), ({ result }, ends, command, { now }) => {
    const reply = fieldsOf(result.ok ? result.reply : undefined)
    const { success_resources, resources } = reply
    if (command.type === 'DisassociateResources' && Array.isArray(success_resources))
      return { memory: new Map([...ends, ...success_resources.map((entry) => [fieldsOf(entry).resource_id, now] as const)]) }
    if (!Array.isArray(resources)) return {}
    const stamped = resources.map((record: Fields) => {
      const end = ends.get(record.resource_id)
      return record.status === 'Disassociated' && end !== undefined && end < Date.parse(String(record.create_time))
        ? { ...record, update_time: new Date(end).toISOString() }
        : record
    })
    return { result: { ok: true, reply: { ...reply, resources: stamped } } }
  }),
  'takes names of up to 63 characters only': answering((result, { request }) =>
    result.ok && String(fieldsOf(request).backup_policy_name).length > 63
      ? { ok: false, error: { code: 'AutoBackup.0102' } }
      : result
  ),
  'loses the zone of a resource': inReply(({ availability_zone, ...fields }) => fields),
  'keeps the time of the first association': (send) => {
    const first = new Map<unknown, unknown>()
    return inReply<backupPolicies.BackupPoliciesState, Facts>((fields) => {
      if (typeof fields.create_time !== 'string') return fields
      const time = first.get(fields.resource_id) ?? fields.create_time
      first.set(fields.resource_id, time)
      return { ...fields, create_time: time }
    })(send)
  }
}
