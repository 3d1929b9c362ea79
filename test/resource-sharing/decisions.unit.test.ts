/** Decisions at the edges of what a host gives, and of what a share holds: each by example. */
import { describe, expect, test } from 'vitest'
import { resourceSharing } from '../../src/index.ts'
import type { Facts, ResourceShareState } from '../../src/resource-sharing/index.ts'
import {
  associate,
  codeOf,
  create,
  day,
  deletion,
  disassociate,
  factsOutside,
  hour,
  leave,
  member,
  must,
  ofResource,
  ofTarget,
  outsider,
  owner,
  ready,
  run,
  service,
  shareId,
  start,
  stranger,
  sweep,
  vswitch,
  withOutsider
} from './support.ts'

const { listResourceShareAssociations, resourceTypes } = resourceSharing
const plain: Facts = { now: start, requestId: 'request-1', accountId: owner }
const typesOf = (state: ResourceShareState, command: object, facts: Partial<Facts> = {}) =>
  run(state, command, facts).events.map(({ type }) => type)

describe('a host that gives no more than it must', () => {
  const given = (command: unknown, state = create({}, { directory: undefined } as never)) => {
    const { result } = resourceSharing.apply(state, command as never, plain)
    return result.ok ? 'ok' : result.error.code
  }

  test('has no directory: its ids are no targets', () => {
    expect(given(associate({ Targets: ['fd-f1'] }))).toBe('InvalidTarget')
    expect(given(associate({ Targets: ['rd-abc123'] }))).toBe('InvalidTarget')
    expect(given(disassociate({ Targets: ['rd-abc123'] }))).toBe('AccountNotInResourceDirectory')
    expect(given(disassociate({ Targets: ['fd-f1'] }))).toBe('AccountNotInResourceDirectory')
  })

  test('has no directory: an account outside leaves all the same, and a stranger is told of no share', () => {
    const facts = factsOutside()
    const apply = (state: ResourceShareState, command: object, accountId = owner) =>
      resourceSharing.apply(state, command as never, { ...facts, accountId })
    const request = { ResourceShareName: 'test', AllowExternalTargets: true, Targets: [outsider] }
    const invitationIds = { [outsider]: 'i-1' }
    const steps = [
      [{ type: 'CreateResourceShare', resourceShareId: shareId, request, invitationIds }, owner],
      [{ type: 'AcceptResourceShareInvitation', request: { ResourceShareInvitationId: 'i-1' } }, outsider],
      [ofTarget('AssociationSucceeded', outsider), owner]
    ] as const
    const state = steps.reduce((before, [command, by]) => apply(before, command, by).state, resourceSharing.initialState)
    expect(apply(state, leave(outsider), outsider).result.ok).toBe(true)
    expect(apply(state, leave(stranger), stranger).result).toMatchObject({ error: { code: 'EntityNotExists.ResourceShare' } })
  })

  test('has the default limits', () => {
    const ids = Array.from({ length: 10 }, (_, at) => vswitch(`vsw-${at}`))
    const five = must(create(), associate({ Resources: ids.slice(0, 5) }))
    const ten = must(five, associate({ Resources: ids.slice(5) }))
    expect(given(associate({ Resources: ids.slice(5) }), five)).toBe('ok')
    expect(given(associate({ Resources: [vswitch('vsw-10')] }), ten)).toBe('QuotaExceeded.SharedResource.Count')
    const request = { type: 'CreateResourceShare', resourceShareId: 'rs-1', request: { ResourceShareName: 'a' } }
    expect(given(request, resourceSharing.initialState)).toBe('ok')
  })

  test('may know a type no more of which a share still holds resources', () => {
    const { VSwitch: _, ...others } = resourceTypes
    const state = withOutsider(true)
    expect(codeOf(state, associate({ Targets: [service] }), { resourceTypes: others })).toBe('InvalidTarget')
    const leaving = disassociate({ ResourceOwner: 'OtherAccounts', Targets: [outsider] })
    expect(codeOf(state, leaving, { resourceTypes: others, accountId: outsider })).toBe('LeavingFailed.ResourceType')
    expect(codeOf(state, associate({ Targets: ['1888888888888888'] }), { resourceTypes: others })).toBe(
      'ExternalTargetsNotAllowed.ResourceType'
    )
  })
})

describe('inside and outside together', () => {
  const inside = vswitch('kms-1', 'KMSInstance')
  const code = 'ExternalTargetsNotAllowed.ResourceType'

  test('one account outside among others is enough', () => {
    const open = create({ AllowExternalTargets: true })
    expect(codeOf(open, associate({ Resources: [inside], Targets: [member, outsider] }))).toBe(code)
    expect(codeOf(open, associate({ Resources: [inside], Targets: [member] }))).toBe('ok')
  })

  test('an open invitation keeps inside resources out up to its seventh day', () => {
    const invited = must(create({ AllowExternalTargets: true }), associate({ Targets: [outsider] }))
    expect(codeOf(invited, associate({ Resources: [inside] }), { now: start + 7 * day - 1 })).toBe(code)
    expect(codeOf(invited, associate({ Resources: [inside] }), { now: start + 7 * day })).toBe('ok')
  })

  test('members are no outsiders', () => {
    expect(codeOf(ready(), associate({ Resources: [inside] }))).toBe('ok')
    expect(codeOf(withOutsider(true), associate({ Resources: [inside] }))).toBe(code)
  })

  test('one resource that stays inside among others is enough', () => {
    const state = withOutsider(true)
    expect(codeOf(state, associate({ Resources: [vswitch('vsw-9'), inside] }))).toBe(code)
    expect(codeOf(state, associate({ Resources: [vswitch('vsw-9')], Targets: ['rd-abc123'] }))).toBe('ok')
  })
})

describe('the end of a share', () => {
  const deleting = must(ready(), deletion)
  const endOf = (id: string) => ofResource('DisassociationSucceeded', id)

  test('comes with the last success, and never to a share that is not being deleted', () => {
    const both = must(ready(), disassociate({ Resources: [vswitch('vsw-1')], Targets: [member] }))
    expect(typesOf(must(both, ofTarget('DisassociationSucceeded', member)), endOf('vsw-1'))).toStrictEqual([
      'DisassociationSucceeded'
    ])
    expect(typesOf(must(ready(), disassociate({ Resources: [vswitch('vsw-1')] })), endOf('vsw-1'))).toStrictEqual([
      'DisassociationSucceeded'
    ])
    expect(typesOf(deleting, endOf('vsw-1'))).toStrictEqual(['DisassociationSucceeded'])
    const one = must(deleting, ofTarget('DisassociationSucceeded', member))
    expect(typesOf(one, endOf('vsw-1'))).toStrictEqual(['DisassociationSucceeded', 'ResourceShareDeleted'])
  })

  test('waits for a disassociation that failed, for as long as its record is there', () => {
    const stuck = must(deleting, ofTarget('DisassociationFailed', member, 'busy'))
    expect(typesOf(stuck, endOf('vsw-1'))).toStrictEqual(['DisassociationSucceeded'])
    expect(typesOf(stuck, endOf('vsw-1'), { now: start + 96 * hour - 1 })).toStrictEqual(['DisassociationSucceeded'])
    expect(typesOf(stuck, endOf('vsw-1'), { now: start + 96 * hour })).toContain('ResourceShareDeleted')
    const alone = must(stuck, endOf('vsw-1'))
    expect(typesOf(alone, sweep, { now: start + 48 * hour })).toContain('ResourceShareDeleted')
    expect(typesOf(stuck, sweep, { now: start + 48 * hour })).toStrictEqual(['AssociationExpired'])
    expect(typesOf(alone, deletion)).toStrictEqual(['DisassociationStarted'])
  })

  test('asks for the ends of associations in the order in which they began', () => {
    let state = create()
    for (const [at, id] of ['vsw-9', 'vsw-5', 'vsw-7'].entries()) {
      state = must(state, associate({ Resources: [vswitch(id)] }), { now: start + at })
      state = must(state, ofResource('AssociationSucceeded', id), { now: start + at })
    }
    const ids = run(state, deletion, { now: start + 9 }).events.flatMap((event) => ('entityId' in event ? [event.entityId] : []))
    expect(ids).toStrictEqual(['vsw-9', 'vsw-5', 'vsw-7'])
  })

  test('comes at once where there are open invitations only', () => {
    const invited = must(create({ AllowExternalTargets: true }), associate({ Targets: [outsider] }))
    expect(typesOf(invited, deletion)).toStrictEqual([
      'ResourceShareDeletionStarted',
      'InvitationCancelled',
      'ResourceShareDeleted'
    ])
    expect(typesOf(withOutsider(false), deletion)).not.toContain('ResourceShareDeleted')
  })

  test('an invitation is open up to its seventh day', () => {
    const invited = must(create({ AllowExternalTargets: true }), associate({ Targets: [outsider] }))
    expect(typesOf(invited, sweep, { now: start + 7 * day - 1 })).toStrictEqual([])
    expect(typesOf(invited, sweep, { now: start + 7 * day })).toStrictEqual(['InvitationExpired'])
  })
})

describe('failed disassociations, each with its own deadline', () => {
  const image = vswitch('img-1', 'Image')
  const held = [vswitch('vsw-1'), vswitch('vsw-9'), image]
  const begun = must(create({ Resources: held, Targets: [member] }), ofTarget('AssociationSucceeded', member))
  const joined = held.reduce(
    (state, { ResourceId, ResourceType }) => must(state, ofResource('AssociationSucceeded', ResourceId, ResourceType)),
    begun
  )
  const deleting = must(joined, deletion)
  const failed = (id: string, at: number, state: ResourceShareState) =>
    must(state, ofResource('DisassociationFailed', id), { now: start + at })
  const last = ofResource('DisassociationSucceeded', 'img-1', 'Image')

  test('the last of a kind holds the share, whichever failed first', () => {
    const alone = must(deleting, ofTarget('DisassociationSucceeded', member))
    for (const [early, late] of [
      ['vsw-9', 'vsw-1'],
      ['vsw-1', 'vsw-9']
    ] as const) {
      const stuck = failed(late, 10 * hour, failed(early, 0, alone))
      expect(typesOf(stuck, last, { now: start + 100 * hour })).toStrictEqual(['DisassociationSucceeded'])
      expect(typesOf(stuck, last, { now: start + 106 * hour })).toStrictEqual(['DisassociationSucceeded', 'ResourceShareDeleted'])
    }
  })

  test('so does the last of any kind', () => {
    const early = must(deleting, ofTarget('DisassociationFailed', member))
    const stuck = failed('vsw-1', 10 * hour, must(early, ofResource('DisassociationSucceeded', 'vsw-9')))
    expect(typesOf(stuck, last, { now: start + 100 * hour })).toStrictEqual(['DisassociationSucceeded'])
  })

  test('a sweep ends the share with the last of them, not with the first', () => {
    const others = must(must(deleting, last), ofTarget('DisassociationSucceeded', member))
    const stuck = failed('vsw-9', 10 * hour, failed('vsw-1', 0, others))
    expect(new Set(typesOf(stuck, sweep, { now: start + 48 * hour }))).toStrictEqual(new Set(['AssociationExpired']))
    const one = must(stuck, sweep, { now: start + 48 * hour })
    expect(typesOf(one, sweep, { now: start + 58 * hour })).toStrictEqual(['AssociationExpired', 'ResourceShareDeleted'])
  })

  test('of one kind say nothing of another', () => {
    const key = vswitch('kms-1', 'KMSInstance')
    const open = create({ AllowExternalTargets: true, Resources: [image, key] })
    const both = must(open, ofResource('AssociationSucceeded', 'img-1', 'Image'))
    const left = must(must(both, ofResource('AssociationFailed', 'kms-1', 'KMSInstance')), disassociate({ Resources: [image] }))
    const stuck = must(left, ofResource('DisassociationFailed', 'img-1', 'Image'))
    expect(codeOf(stuck, associate({ Targets: [outsider] }))).toBe('ok')
    expect(codeOf(both, associate({ Targets: [outsider] }))).toBe('ExternalTargetsNotAllowed.ResourceType')
  })

  test('the quota counts what is left of a kind, also where a later kind is gone', () => {
    const gone = failed('vsw-1', 0, must(joined, disassociate({ Resources: [vswitch('vsw-1'), image] })))
    const later = must(gone, ofResource('DisassociationFailed', 'img-1', 'Image'), { now: start + 10 * hour })
    const only = must(
      must(later, disassociate({ Resources: [vswitch('vsw-9')] })),
      ofResource('DisassociationSucceeded', 'vsw-9')
    )
    const facts = { now: start + 96 * hour, limits: { sharedResourcesPerAccount: 1 } }
    expect(codeOf(only, associate({ Resources: [vswitch('vsw-2')] }), facts)).toBe('QuotaExceeded.SharedResource.Count')
    expect(codeOf(only, associate({ Resources: [vswitch('vsw-2')] }), { ...facts, now: start + 106 * hour })).toBe('ok')
  })

  test('the quota counts resources of every kind, and no targets', () => {
    const active = must(joined, disassociate({ Resources: held, Targets: [member] }))
    const stuck = [
      ofResource('DisassociationFailed', 'vsw-1'),
      ofResource('DisassociationFailed', 'img-1', 'Image'),
      ofTarget('DisassociationFailed', member)
    ].reduce((state, signal) => must(state, signal), must(active, ofResource('DisassociationSucceeded', 'vsw-9')))
    const facts = { limits: { sharedResourcesPerAccount: 3 } }
    expect(codeOf(stuck, associate({ Resources: [vswitch('vsw-2')] }), facts)).toBe('ok')
    expect(codeOf(stuck, associate({ Resources: [vswitch('vsw-2'), vswitch('vsw-3')] }), facts)).toBe(
      'QuotaExceeded.SharedResource.Count'
    )
  })
})

describe('the event of a signal', () => {
  const started = create({ Resources: [vswitch('vsw-1')] })
  const about = {
    at: start,
    resourceShareId: 'rs-6GRmdD3X****',
    associationType: 'Resource',
    entityType: 'VSwitch',
    entityId: 'vsw-1'
  }
  const eventOf = (signal: object, facts: Partial<Facts> = {}) => run(started, signal, facts).events
  const retention = { floorMs: hour, ceilingMs: day }

  test('has the reason of a failure where it was given one, and the window where the host has its own', () => {
    const failed = ofResource('AssociationFailed', 'vsw-1')
    expect(eventOf(failed)).toStrictEqual([{ type: 'AssociationFailed', ...about }])
    expect(eventOf({ ...failed, reason: null })).toStrictEqual([{ type: 'AssociationFailed', ...about }])
    expect(eventOf({ ...failed, reason: 'full' }, { retention })).toStrictEqual([
      { type: 'AssociationFailed', ...about, reason: 'full', retention }
    ])
  })

  test('of a success has neither', () => {
    const succeeded = { ...ofResource('AssociationSucceeded', 'vsw-1'), reason: 'fine' }
    expect(eventOf(succeeded, { retention })).toStrictEqual([{ type: 'AssociationSucceeded', ...about }])
  })
})

describe('ids of invitations', () => {
  const open = create({ AllowExternalTargets: true })
  const answer = (type: string, id: string) => ({ type, request: { ResourceShareInvitationId: id } })
  const idsOf = (state: ResourceShareState, command: object) =>
    run(state, command).events.flatMap((event) => (event.type === 'TargetInvited' ? [event.invitationId] : []))
  const [derived = ''] = idsOf(open, associate({ Targets: [outsider] }))

  test.each([
    ['i-2', 'i-1'],
    ['i-1', 'i-2']
  ])('each finds its own among several: %s, %s', (one, another) => {
    const invitationIds = { [outsider]: one, [stranger]: another }
    const state = must(open, associate({ Targets: [outsider, stranger] }, { invitationIds }))
    for (const [accountId, id] of Object.entries(invitationIds)) {
      expect(typesOf(state, answer('AcceptResourceShareInvitation', id), { accountId })).toStrictEqual(['InvitationAccepted'])
      expect(typesOf(state, answer('RejectResourceShareInvitation', id), { accountId })).toStrictEqual(['InvitationRejected'])
    }
    expect(codeOf(state, answer('AcceptResourceShareInvitation', one), { accountId: stranger })).toBe(
      'EntityNotExists.ResourceShareInvitation'
    )
    expect(codeOf(state, associate({ Targets: [member] }, { invitationIds: { [member]: 'i-2' } }))).toBe('InvalidParameter')
  })

  test('an account may be invited again under the id that it had', () => {
    const given = associate({ Targets: [outsider] }, { invitationIds: { [outsider]: 'i-1' } })
    const rejected = must(must(open, given), answer('RejectResourceShareInvitation', 'i-1'), { accountId: outsider })
    expect(idsOf(rejected, given)).toStrictEqual(['i-1'])
    expect(codeOf(rejected, associate({ Targets: [stranger] }, { invitationIds: { [stranger]: 'i-1' } }))).toBe(
      'InvalidParameter'
    )
  })

  test('one that is derived is none that another account has, in the share or in the same request', () => {
    const taken = { invitationIds: { [stranger]: derived } }
    expect(idsOf(open, associate({ Targets: [stranger, outsider] }, taken))).toStrictEqual([derived, `${derived}_`])
    const state = must(open, associate({ Targets: [stranger] }, taken))
    expect(idsOf(state, associate({ Targets: [outsider] }))).toStrictEqual([`${derived}_`])
  })
})

describe('the list', () => {
  const listed = (request: object) => {
    const answer = listResourceShareAssociations([ready()], request as never, { ...plain })
    return answer.ok ? 'ok' : answer.error.code
  }

  test('takes a token of up to 256 characters, and refuses one that it did not give', () => {
    const request = { AssociationType: 'Resource' }
    expect(listed({ ...request, NextToken: 'x'.repeat(256) })).toBe('InvalidParameter.NextToken')
    expect(listed({ ...request, NextToken: 'x'.repeat(257) })).toBe('InvalidParameter.NextToken.Length')
    expect(listed({ ...request, ResourceOwner: 'Somebody' })).toBe('InvalidParameter')
  })
})

test('a resource may be called as a directory, a folder or an account is', () => {
  for (const id of ['rd-elsewhere', 'fd-elsewhere', stranger]) {
    const state = must(create({ Resources: [vswitch(id)] }), ofResource('AssociationSucceeded', id))
    expect(codeOf(state, disassociate({ Resources: [vswitch(id)] }))).toBe('ok')
  }
})
