/** The JSON for Stately Studio: with the machine's own implementations it is the machine again, and it names all of them. */
import { describe, expect, test } from 'vitest'
import { type AnyStateMachine, createActor, createMachine } from 'xstate'
import { backupPolicies, resourceSharing } from '../../src/index.ts'
import { generator, machines, read } from './support.ts'

const { studioJsonOf } = (await generator('studio.mjs')) as { studioJsonOf: (machine: unknown) => string }

const named = (given: unknown) => (typeof given === 'object' && given !== null && 'type' in given ? given.type : given)

/** Every transition as XState reads it. */
const transitionsOf = ({ root }: AnyStateMachine) =>
  Object.values(root.states).flatMap(({ key, transitions, always = [] }) =>
    [...[...transitions.values()].flat(), ...always].map(({ eventType, target, guard, actions, reenter, description }) => ({
      from: key,
      eventType,
      to: target?.map((node) => node.key),
      guard: named(guard),
      actions: actions.map(named),
      reenter,
      description
    }))
  )

const listOf = (given: unknown): unknown[] => (Array.isArray(given) ? given : [given])

/** All values that fields of a name have, wherever they are. */
const valuesOf = (json: unknown, field: string): unknown[] =>
  typeof json !== 'object' || json === null
    ? []
    : Object.entries(json).flatMap(([name, value]) => [...(name === field ? listOf(value) : []), ...valuesOf(value, field)])

const unique = (names: readonly unknown[]) => [...new Set(names)].sort()

describe.each(machines)('the JSON of %s', (file, machine) => {
  const json = JSON.parse(read(`docs/diagrams/${file}.json`))

  test('is the machine again, with its implementations', () => {
    const { guards, actions, delays } = machine.implementations
    const again = createMachine(json).provide({ guards, actions, delays })
    expect(transitionsOf(again)).toStrictEqual(transitionsOf(machine))
    expect(transitionsOf(again).length).toBeGreaterThan(0)
    expect([again.id, again.config.description, again.root.initial.target?.[0]?.key]).toStrictEqual([
      machine.id,
      machine.config.description,
      machine.root.initial.target?.[0]?.key
    ])
    const statesOf = ({ root }: AnyStateMachine) =>
      Object.values(root.states).map(({ key, type, tags, description }) => ({ key, type, tags, description }))
    expect(statesOf(again)).toStrictEqual(statesOf(machine))
  })

  test('names every guard, action, delay and actor that is implemented, and no other', () => {
    const { guards, actions, delays, actors } = machine.implementations
    const states = Object.values(json.states)
    expect(unique(valuesOf(json.states, 'guard'))).toStrictEqual(Object.keys(guards).sort())
    expect(unique(valuesOf(json.states, 'actions'))).toStrictEqual(Object.keys(actions).sort())
    expect(unique(valuesOf(states, 'after').flatMap((after) => Object.keys(Object(after))))).toStrictEqual(
      Object.keys(delays).sort()
    )
    expect(unique([...valuesOf(json.states, 'src'), ...(json.meta?.actors ?? [])])).toStrictEqual(Object.keys(actors).sort())
  })

  test('leaves out nothing but the first context', () => {
    const { context: _, ...rest } = machine.config
    const { meta: __, ...config } = json
    expect(config).toEqual(rest)
  })
})

const now = Date.parse('2020-12-04T09:40:41.250Z')
const facts = { now, requestId: 'request-1' }
const stored = (text: string) => ({ stored: JSON.parse(text), now })

test.each([
  ['lifecycle', { createTime: now, updateTime: now }, { type: 'associationSucceeded', at: now }, 'Associated'],
  [
    'resource-share',
    stored(resourceSharing.serialize(resourceSharing.initialState)),
    {
      type: 'CreateResourceShare',
      resourceShareId: 'rs-1',
      request: { ResourceShareName: 'one', Resources: [{ ResourceType: 'VSwitch', ResourceId: 'vsw-1' }] },
      facts: { ...facts, accountId: '1000000000000001' }
    },
    'Active'
  ],
  [
    'backup-policies',
    stored(backupPolicies.serialize(backupPolicies.initialState)),
    {
      type: 'CreateBackupPolicy',
      policyId: 'af8a20b0-117d-4fc3-ae53-aa3968a4f870',
      request: {
        backup_policy_name: 'plan01',
        scheduled_policy: {
          remain_first_backup_of_curMonth: 'Y',
          rentention_num: 10,
          frequency: 1,
          start_time: '12:00',
          status: 'ON'
        }
      },
      facts: { ...facts, projectId: 'project-1' }
    },
    'Unused'
  ]
] as const)('the JSON of %s runs with the context that the page says', (file, context, event, state) => {
  const found = machines.find(([name]) => name === file)
  if (found === undefined) throw new Error(`there is no machine ${file}`)
  const [, { implementations }] = found
  const json = JSON.parse(read(`docs/diagrams/${file}.json`))
  const actor = createActor(createMachine({ ...json, context }).provide(implementations as object)).start()
  actor.send(event)
  expect(actor.getSnapshot()).toMatchObject({ status: 'active', value: state })
  actor.stop()
})

test('a function without a name is refused', () => {
  const machine = createMachine({ id: 'm', initial: 'a', states: { a: { on: { go: { guard: () => true, target: 'a' } } } } })
  expect(() => studioJsonOf(machine)).toThrow('m.states.a.on.go.guard')
})
