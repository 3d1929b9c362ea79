/** The operations of backup policies with their documented requests. */
import { command, containerFor, entityFor, type Operation, type View } from './operation.ts'

/** The ids of the documented examples. */
export const documented = {
  policy: 'af8a20b0-117d-4fc3-ae53-aa3968a4f870',
  volume: 'bce8d47a-af17-4169-901f-4c7ae9f29c2c'
} as const

const policyId = (view: View) => containerFor(view, documented.policy)
const volumeId = (view: View) => entityFor(view)?.entityId ?? documented.volume

/** An id for a further policy. */
const freeId = ({ containers }: View): string => {
  const further = containers.map((_, at) => `${documented.policy.slice(0, -2)}${String(at + 71).padStart(2, '0')}`)
  return [documented.policy, ...further].find((id) => !containers.includes(id)) ?? documented.policy
}

const query = (type: string, what: string, form: Operation['form']): Operation => ({
  kind: 'query',
  type,
  what,
  form,
  start: () => ({ request: {} })
})

export const operations: readonly Operation[] = [
  command('CreateBackupPolicy', 'Makes a policy. The host gives it its id.', (view) => ({
    request: {
      backup_policy_name: view.containers.length === 0 ? 'plan01' : `plan${String(view.containers.length + 1).padStart(2, '0')}`,
      scheduled_policy: {
        remain_first_backup_of_curMonth: 'Y',
        rentention_num: 10,
        frequency: 1,
        start_time: '12:00',
        status: 'ON'
      }
    },
    beside: { policyId: freeId(view) }
  })),
  command('AssociateResources', 'Brings disks into a policy. One that is in another policy moves.', (view) => ({
    request: {
      backup_policy_id: policyId(view),
      resources: [{ resource_id: volumeId(view), resource_type: 'volume' }]
    }
  })),
  command('DisassociateResources', 'Takes disks out of a policy, each for itself.', (view) => ({
    request: { policy_id: policyId(view), resources: [{ resource_id: volumeId(view) }] }
  })),
  command('DeleteBackupPolicy', 'Deletes a policy. What is in it ends; backups stay.', (view) => ({
    request: { policy_id: policyId(view) }
  })),
  query('ListBackupPolicies', 'The policies of the project, with how many disks are in each.', 'request'),
  query('listResources', 'Each record of the project with its status and times.', 'request'),
  query('associations', 'Each record with its identity and its times.', 'fields'),
  query('failedDisassociations', 'What could not be taken out. Here that cannot be: all is done at once.', 'fields'),
  query('nextDeadline', 'When there is something to do next.', 'fields')
]
