/** Forms start with requests that the library takes, and what is offered for an association applies to it. */
import { describe, expect, test } from 'vitest'
import { actionsOf } from '../../../docs/examples/explorer/model/actions.ts'
import { send, startOf } from '../../../docs/examples/explorer/model/draft.ts'
import { formOf } from '../../../docs/examples/explorer/model/facts.ts'
import { nothingChosen, type Operation, viewOf } from '../../../docs/examples/explorer/model/operation.ts'
import { operationOf, operationsOf } from '../../../docs/examples/explorer/model/operations.ts'
import { livesOf, momentOf, outcomeOf, type Session, travel } from '../../../docs/examples/explorer/model/session.ts'
import { documented, exampleNames } from './support.ts'

const own = (system: string): readonly Operation[] => operationsOf(system).filter(({ type }) => type !== 'Any command')

const sent = (session: Session, operation: Operation, view = viewOf(session, undefined), caller?: string): Session => {
  const form = formOf(session.scenario.facts, session.system)
  const result = send(session, startOf(operation, view), caller === undefined ? form : { ...form, caller })
  if (!result.ok) throw new Error(result.fault.line)
  return result.session
}

const answerOf = (session: Session) => {
  const outcome = outcomeOf(session)
  if (outcome === undefined || !('answer' in outcome)) throw new Error('nothing was asked')
  return outcome.answer
}

/** How many steps of which example lead to where the documented request of an operation can be accepted. */
const suitable: Readonly<Record<string, readonly [(typeof exampleNames)[number], number]>> = {
  CreateResourceShare: ['documented-disassociation', 0],
  AssociateResourceShare: ['documented-disassociation', 1],
  DisassociateResourceShare: ['documented-disassociation', 8],
  DeleteResourceShare: ['documented-disassociation', 8],
  AcceptResourceShareInvitation: ['invitations-and-failures', 1],
  RejectResourceShareInvitation: ['invitations-and-failures', 1],
  AssociationSucceeded: ['documented-disassociation', 2],
  AssociationFailed: ['documented-disassociation', 2],
  DisassociationSucceeded: ['documented-disassociation', 9],
  DisassociationFailed: ['documented-disassociation', 9],
  CreateBackupPolicy: ['backup-policies', 0],
  AssociateResources: ['backup-policies', 1],
  DisassociateResources: ['backup-policies', 5],
  DeleteBackupPolicy: ['backup-policies', 5]
}

/** The account that has been invited by the documented invitation. */
const callers: Readonly<Record<string, string>> = {
  AcceptResourceShareInvitation: '137284021560****',
  RejectResourceShareInvitation: '137284021560****'
}

describe.each([
  ['resource-sharing', 'documented-disassociation'],
  ['backup-policies', 'backup-policies']
] as const)('the documented requests of %s', (system, example) => {
  test.each(own(system).map(({ type }) => type))('%s is accepted', (type) => {
    const [name, steps] = suitable[type] ?? [example, 2]
    const session = sent(documented(name, steps), operationOf(system, type), nothingChosen, callers[type])
    expect(answerOf(session)).toMatchObject({ ok: true })
    expect(answerOf(session).failures).toBeUndefined()
  })

  test('are there for each command, signal and query', () => {
    const { queryTypes, signalTypes } = documented(example, 0).system
    const types = own(system).map(({ type }) => type)
    expect(types).toStrictEqual(expect.arrayContaining([...queryTypes, ...signalTypes]))
    expect(types.length).toBe(new Set(types).size)
  })
})

test('a further share and a further policy get ids of their own', () => {
  for (const [name, type] of [
    ['documented-disassociation', 'CreateResourceShare'],
    ['backup-policies', 'CreateBackupPolicy']
  ] as const) {
    let session = documented(name, 0)
    const operation = operationOf(session.system.name, type)
    for (let count = 1; count <= 4; count++) {
      session = sent(session, operation)
      expect(answerOf(session)).toMatchObject({ ok: true })
      expect(livesOf(session).filter(({ isContainer }) => isContainer)).toHaveLength(count)
    }
  }
})

describe.each(exampleNames)('at every moment of %s', (name) => {
  test('what is offered is accepted, but for what is said to be a conflict', () => {
    const whole = documented(name)
    const system = whole.system.name
    let tried = 0
    for (let position = 0; position <= whole.outcomes.length; position++) {
      const session = travel(whole, position)
      for (const life of livesOf(session)) {
        const view = viewOf(session, life.key)
        for (const { type, remark, draft, caller } of actionsOf(system, view, momentOf(session).now)) {
          const form = formOf(session.scenario.facts, session.system)
          const result = send(session, draft, caller === undefined ? form : { ...form, caller })
          if (!result.ok) throw new Error(result.fault.line)
          const { ok, code } = answerOf(result.session)
          // What is offered for a whole share can be in conflict with something in it.
          const isConflict = remark === 'a conflict' || (life.isContainer && /Conflict$/.test(code ?? ''))
          expect({ position, type, id: life.id, ok: isConflict || ok, code }).toStrictEqual({
            position,
            type,
            id: life.id,
            ok: true,
            code: isConflict ? code : undefined
          })
          tried += 1
        }
      }
    }
    expect(tried).toBeGreaterThan(30)
  })
})
