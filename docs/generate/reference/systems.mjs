/** The two systems as their pages need them. */
import { commandTypes as policyCommands } from '../../../dist/backup-policies/decide.js'
import { backupPolicies, resourceSharing } from '../../../dist/index.js'
import { commandTypes as shareCommands } from '../../../dist/resource-sharing/decide.js'
import { answersOf } from './answers.mjs'
import * as policyExamples from './examples/backup-policies.mjs'
import * as shareExamples from './examples/resource-sharing.mjs'
import { fieldsOf, membersOf } from './source.mjs'

/** `queries`: by the name that a call has, the function and the types of request and reply. */
const shares = {
  name: 'resource-sharing',
  title: 'Resource Sharing',
  variable: 'resourceSharing',
  library: resourceSharing,
  workOf: resourceSharing.workOf,
  commandTypes: shareCommands,
  examples: shareExamples,
  eventUnion: 'ResourceSharingEvent',
  queries: {
    ListResourceShareAssociations: {
      function: 'listResourceShareAssociations',
      request: 'ListResourceShareAssociationsRequest',
      reply: 'AssociationsPage'
    }
  }
}

const policies = {
  name: 'backup-policies',
  title: 'backup policies',
  variable: 'backupPolicies',
  library: backupPolicies,
  workOf: {},
  commandTypes: policyCommands,
  examples: policyExamples,
  eventUnion: 'BackupPoliciesEvent',
  queries: {
    ListBackupPolicies: {
      function: 'listBackupPolicies',
      request: 'ListBackupPoliciesRequest',
      reply: 'BackupPoliciesReply'
    },
    listResources: { function: 'listResources', request: 'ListResourcesRequest', reply: 'ResourcesListed' }
  }
}

/** The type of a command in the source: the signals share one. */
const declarationOf = (type, workOf) => (Object.values(workOf).flat().includes(type) ? 'Signal' : type)

const completed = (system) => {
  const { name, library, commandTypes, examples, queries, workOf } = system
  const events = membersOf(`${name}/events.ts`, system.eventUnion)
  const types = [...commandTypes, ...Object.keys(queries)]
  const commands = commandTypes.map((type) => {
    const declaration = declarationOf(type, workOf)
    const fields = fieldsOf(`${name}/requests.ts`, declaration).filter(({ name: field }) => field !== 'type')
    return { type, declaration, fields }
  })
  /** What each command is answered with: as documented, or with an empty object. */
  const replies = Object.fromEntries(
    fieldsOf(`${name}/replies.ts`, 'Replies').map(({ name: type, type: reply }) => [type, reply])
  )
  return {
    ...system,
    events,
    commands,
    replies,
    answers: answersOf(examples, { errors: Object.keys(library.errors), types, events })
  }
}

export const systems = [shares, policies].map(completed)
