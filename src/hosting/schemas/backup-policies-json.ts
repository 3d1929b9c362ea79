/** The requests of backup policies as JSON Schema, from the records that the checks go by. */
import { patterns, requestLimits } from '../../backup-policies/grammar.ts'
import { entityType } from '../../backup-policies/model.ts'
import { daysOfWeek, neededFields, remainWords, type ScheduledPolicy, scheduleStatuses } from '../../backup-policies/schedule.ts'
import { type JsonSchema, object, oneOf, text } from './json-schema.ts'

const { longestPolicyName, frequencyDays, retainedBackups, retentionDays } = requestLimits

/** No text of a request holds one of them, wherever it is. */
const noBrackets = /^[^<>]*$/

const policyId = (description: string): JsonSchema => ({ ...text(noBrackets, description), minLength: 1 })

const volumeId = text(patterns.uuid, 'The id of the volume: a UUID, whose case does not matter.')

const wholeNumber = ({ least, most }: { readonly least: number; readonly most: number }, description: string): JsonSchema => ({
  type: 'integer',
  minimum: least,
  maximum: most,
  description
})

const scheduleFields: { readonly [F in keyof Required<ScheduledPolicy>]: JsonSchema } = {
  frequency: wholeNumber(frequencyDays, 'Days from one backup to the next.'),
  week_frequency: {
    type: 'array',
    items: oneOf(daysOfWeek, 'A day of the week.'),
    minItems: 1,
    uniqueItems: true,
    description: 'The days of the week with a backup.'
  },
  start_time: text(patterns.timeOfDay, 'The time of day of a backup, `HH:mm`.'),
  status: oneOf(scheduleStatuses, 'Whether backups are made. A policy that is switched off keeps its resources.'),
  rentention_num: wholeNumber(retainedBackups, 'How many backups are kept.'),
  rentention_day: wholeNumber(retentionDays, 'For how many days a backup is kept.'),
  remain_first_backup_of_curMonth: oneOf(remainWords, 'Whether the first backup of the current month is kept.')
}

/** One of several fields is needed: they are named together, one of them at least. */
const anyOfFields = (names: readonly string[]): JsonSchema => ({
  anyOf: names.map((name) => ({ properties: { [name]: {} }, required: [name] }))
})

/** `scheduled_policy`, as it is asked for and as it is shown. */
export const scheduledPolicy: JsonSchema = object(scheduleFields, neededFields.filter(({ length }) => length === 1).flat(), {
  description: 'When backups are made, and how long they are kept. The misspellings are the service’s.',
  allOf: neededFields.filter(({ length }) => length > 1).map(anyOfFields)
})

const resources = (entry: JsonSchema): JsonSchema => ({
  type: 'array',
  minItems: 1,
  items: entry,
  description: 'A resource that is named twice counts once, at its first place.'
})

const idInPath = policyId('The id of the policy, in the path on the wire.')

/** By operation, and `ListResources`: the library’s own query. */
export const jsonSchemas = {
  CreateBackupPolicy: object(
    {
      backup_policy_name: text(
        patterns.tenantsPolicyName,
        `1 to ${longestPolicyName} letters, digits, \`_\` or \`-\`, not starting with \`default\`.`
      ),
      scheduled_policy: scheduledPolicy
    },
    ['backup_policy_name', 'scheduled_policy']
  ),
  AssociateResources: object(
    {
      backup_policy_id: policyId('The id of the policy.'),
      resources: resources(
        object(
          {
            resource_id: volumeId,
            resource_type: oneOf([entityType], 'Only volumes can be associated.'),
            availability_zone: text(noBrackets, 'Where it is given the reply carries it.'),
            os_vol_host_attr: text(noBrackets, 'Where it is given the reply carries it.')
          },
          ['resource_id', 'resource_type']
        )
      )
    },
    ['backup_policy_id', 'resources']
  ),
  DisassociateResources: object(
    { policy_id: idInPath, resources: resources(object({ resource_id: volumeId }, ['resource_id'])) },
    ['policy_id', 'resources']
  ),
  DeleteBackupPolicy: object({ policy_id: idInPath }, ['policy_id']),
  ListBackupPolicies: object({}),
  ListResources: object({ policy_id: text(noBrackets, 'Only the records of this policy, deleted or not.') })
} satisfies Readonly<Record<string, JsonSchema>>
