/** The requests of Resource Sharing as JSON Schema, from the records that the checks go by. */
import { associationStatuses } from '../../lifecycle/association.ts'
import type { Facts } from '../../resource-sharing/facts.ts'
import { resourceTypes } from '../../resource-sharing/facts.ts'
import { patterns, requestLimits } from '../../resource-sharing/grammar.ts'
import { associationTypes } from '../../resource-sharing/model.ts'
import type { OperationName } from '../../resource-sharing/operations.ts'
import { type JsonSchema, object, oneOf, text } from './json-schema.ts'

const {
  mostEntities,
  mostShareIds,
  mostResults,
  defaultResults,
  longestToken,
  longestShareName,
  longestResourceId,
  longestResourceType
} = requestLimits

const shareId = text(patterns.shareId, 'The id of the resource share, `rs-...`.')
const resourceId: JsonSchema = { ...text(patterns.resourceId, 'The id of the resource.'), maxLength: longestResourceId }

const target: JsonSchema = {
  type: 'string',
  description: 'An account, a resource directory (`rd-...`), a folder (`fd-...`) or a service (a dotted lower-case name).',
  anyOf: [patterns.accountId, patterns.directoryId, patterns.folderId, patterns.service].map(({ source }) => ({
    pattern: source
  }))
}

const own = 'Self'
const ofOthers = 'OtherAccounts'

const resourceOwner = (description: string): JsonSchema => ({ ...oneOf([own, ofOthers], description), default: own })

const resourcesOf = (types: readonly string[]): JsonSchema => ({
  type: 'array',
  description: `Up to ${mostEntities}, no two alike.`,
  maxItems: mostEntities,
  uniqueItems: true,
  items: object(
    {
      ResourceId: resourceId,
      ResourceType: oneOf(types, `The type of the resource, up to ${longestResourceType} characters.`)
    },
    ['ResourceId', 'ResourceType']
  )
})

/** Where a host has no types: JSON Schema has no empty list of words. */
const noResources: JsonSchema = { type: 'array', description: 'None: there is no type of resources.', maxItems: 0 }

const targets: JsonSchema = {
  type: 'array',
  description: `Up to ${mostEntities}, no two alike.`,
  maxItems: mostEntities,
  uniqueItems: true,
  items: target
}

const targetProperties: JsonSchema = {
  type: 'array',
  description: 'What a service among the targets is given: one entry each at most.',
  // No more than there can be targets.
  maxItems: mostEntities,
  items: object(
    {
      TargetId: text(patterns.service, 'One of `Targets`: a service.'),
      Property: { type: 'string', minLength: 1, description: 'A JSON text, kept verbatim.' }
    },
    ['TargetId', 'Property']
  )
}

const notEmpty = (list: string): JsonSchema => ({ properties: { [list]: { type: 'array', minItems: 1 } }, required: [list] })
const namesSomething: JsonSchema = { anyOf: [notEmpty('Resources'), notEmpty('Targets')] }

/** Who leaves a share of somebody else's names itself, and nothing else. */
const leavingOf = (accountId: string | undefined): JsonSchema => {
  const leaver: JsonSchema = {
    type: 'string',
    ...(accountId === undefined ? { pattern: patterns.accountId.source } : { enum: [accountId] })
  }
  return {
    anyOf: [
      { properties: { ResourceOwner: { enum: [own] } } },
      {
        properties: {
          ResourceOwner: { enum: [ofOthers] },
          Resources: { type: 'array', maxItems: 0 },
          Targets: { type: 'array', minItems: 1, maxItems: 1, items: leaver }
        },
        required: ['ResourceOwner', 'Targets']
      }
    ]
  }
}

/** A filter by entity goes with the type of its entity. */
const goesWith = (type: string, other: string): JsonSchema => ({
  properties: { AssociationType: { enum: [type] } },
  not: { properties: { [other]: {} }, required: [other] }
})

const invitationRequest = object(
  { ResourceShareInvitationId: text(patterns.invitationId, 'The id of the invitation, `i-...`.') },
  ['ResourceShareInvitationId']
)

/** By operation, with the host's resource types and, where it is known, who calls. */
export const jsonSchemasOf = ({
  resourceTypes: types = resourceTypes,
  accountId
}: Partial<Pick<Facts, 'resourceTypes' | 'accountId'>>): { readonly [O in OperationName]: JsonSchema } => {
  const typeNames = Object.keys(types).filter((name) => name !== '' && name.length <= longestResourceType)
  const entities = { Resources: typeNames.length === 0 ? noResources : resourcesOf(typeNames), Targets: targets }
  return {
    CreateResourceShare: object(
      {
        ResourceShareName: text(
          patterns.shareName,
          `1 to ${longestShareName} letters, digits, Chinese characters, \`.\`, \`_\` or \`-\`.`
        ),
        AllowExternalTargets: {
          type: 'boolean',
          default: false,
          description: 'Whether accounts outside the owner’s resource directory can be targets.'
        },
        ...entities,
        TargetProperties: targetProperties
      },
      ['ResourceShareName']
    ),
    AssociateResourceShare: object(
      { ResourceShareId: shareId, ...entities, TargetProperties: targetProperties },
      ['ResourceShareId'],
      namesSomething
    ),
    DisassociateResourceShare: object(
      {
        ResourceShareId: shareId,
        ...entities,
        ResourceOwner: resourceOwner(
          `\`${own}\`: the share is the caller’s. \`${ofOthers}\`: it is somebody else’s, and the caller leaves it.`
        )
      },
      ['ResourceShareId'],
      { allOf: [namesSomething, leavingOf(accountId)] }
    ),
    DeleteResourceShare: object({ ResourceShareId: shareId }, ['ResourceShareId']),
    AcceptResourceShareInvitation: invitationRequest,
    RejectResourceShareInvitation: invitationRequest,
    ListResourceShareAssociations: object(
      {
        AssociationType: oneOf(associationTypes, 'Whether resources or targets are listed.'),
        AssociationStatus: oneOf(associationStatuses, 'Only associations in this status.'),
        ResourceId: { ...resourceId, description: 'Only this resource. With `Resource` alone.' },
        Target: { ...target, description: 'Only this target. With `Target` alone.' },
        ResourceShareIds: {
          type: 'array',
          description: `Only these shares, up to ${mostShareIds}, no two alike; none counts as absent.`,
          maxItems: mostShareIds,
          uniqueItems: true,
          items: shareId
        },
        MaxResults: {
          type: 'integer',
          minimum: 1,
          maximum: mostResults,
          default: defaultResults,
          description: 'How long a page is.'
        },
        NextToken: { type: 'string', maxLength: longestToken, description: 'From the page before; empty for the first.' },
        ResourceOwner: resourceOwner(
          `The library’s own: with \`${ofOthers}\` a principal sees its own records in the shares of others.`
        )
      },
      ['AssociationType'],
      { anyOf: [goesWith('Resource', 'Target'), goesWith('Target', 'ResourceId')] }
    )
  }
}
