import { describe, expect, test } from 'vitest'
import { plainPaint } from '../../../src/hosting/cli/paint.ts'
import { widthOf } from '../../../src/hosting/cli/text.ts'
import { timelineOf } from '../../../src/hosting/cli/timeline.ts'
import { printTimeline } from '../../../src/hosting/cli/timeline-print.ts'
import { associate, create, disassociate, hourMs, partner, runSteps, signal, startMs } from '../scenarios/support.ts'

const life = [
  create(),
  associate(['v']),
  { advance: '2s' },
  signal('AssociationSucceeded', 'v'),
  { advance: '1h' },
  disassociate(['v']),
  { advance: '3s' },
  signal('DisassociationSucceeded', 'v'),
  { advance: '100h' }
]

const drawn = (steps: readonly unknown[], width = 100) => printTimeline(timelineOf(runSteps(steps)), startMs, width, plainPaint)

const rowOf = (steps: readonly unknown[], id: string) => {
  const { rows, columns } = timelineOf(runSteps(steps))
  const row = rows.find((each) => each.life.id === id)
  return row?.segments.map(({ from, what, life: { status } }) => [columns[from]?.elapsedMs, what === 'is' ? status : what])
}

describe('the rows', () => {
  test('tell a life from its beginning to its end', () => {
    expect(rowOf(life, 'v')).toStrictEqual([
      [0, 'Associating'],
      [2_000, 'Associated'],
      [2_000 + hourMs, 'Disassociating'],
      [5_000 + hourMs, 'Disassociated'],
      [5_000 + 49 * hourMs, 'due'],
      [5_000 + 97 * hourMs, 'gone']
    ])
  })

  test('tell a deletion from a mere passing of time', () => {
    const swept = [...life.slice(0, -1), { advance: '48h' }, { sweep: true }]
    expect(rowOf(swept, 'v')?.at(-1)).toStrictEqual([5_000 + 49 * hourMs, 'deleted'])
  })

  test('hide nothing that happens without any time passing', () => {
    const atOnce = life.filter((step) => !('advance' in step))
    expect(rowOf(atOnce, 'v')?.map(([, status]) => status)).toStrictEqual([
      'Associating',
      'Associated',
      'Disassociating',
      'Disassociated'
    ])
  })

  test('go on where a record is revived', () => {
    expect(rowOf([...life, associate(['v'])], 'v')?.slice(-2)).toStrictEqual([
      [5_000 + 97 * hourMs, 'gone'],
      [2_000 + 101 * hourMs + 3_000, 'Associating']
    ])
  })
})

test('the columns are the moments at which something changed, each once', () => {
  const idle = [{ advance: '1s' }, { sweep: true }, disassociate([]), { note: 'nothing' }]
  const { columns } = timelineOf(runSteps([...idle, create(), associate(['a']), associate(['b']), ...idle]))
  expect(columns.map(({ elapsedMs }) => elapsedMs)).toStrictEqual([1_000])
})

describe('drawn', () => {
  test('it reads without colour, at 100 columns', () => {
    expect(drawn(life)).toStrictEqual([
      'since 2020-12-04 09:40:41.250 UTC',
      '            start       +2s        +1h 2s         +1h 5s        +49h 5s     +97h 5s',
      'rs-a test   Active──────────────────────────────────────────────────────────────────────',
      '  VSwitch v Associating░Associated█Disassociating▒Disassociated·48h: may go·gone at 96h',
      '',
      'a░ Associating   A█ Associated   d▒ Disassociating   D· Disassociated   ¦ may be deleted   × gone'
    ])
  })

  test('at 50 columns it goes on below', () => {
    expect(drawn(life, 50)).toStrictEqual([
      'since 2020-12-04 09:40:41.250 UTC',
      '            start       +2s        +1h 2s',
      'rs-a test   Active────────────────────────────────',
      '  VSwitch v Associating░Associated█Disassociating▒',
      '',
      '            +1h 5s        +49h 5s     +97h 5s',
      'rs-a test   Active────────────────────────────────',
      '  VSwitch v Disassociated·48h: may go·gone at 96h',
      '',
      'a░ Associating   A█ Associated   d▒ Disassociating',
      'D· Disassociated   ¦ may be deleted   × gone'
    ])
  })

  test('an open invitation looks different from an association that is under way', () => {
    const share = create('rs-a', { AllowExternalTargets: true, Targets: [partner] })
    const accept = { command: { type: 'AcceptResourceShareInvitation', request: {} } }
    const [, , row] = drawn([
      { command: { ...share.command, invitationIds: { [partner]: 'i-1' } } },
      { advance: '1s' },
      {
        command: { ...accept.command, request: { ResourceShareInvitationId: 'i-1' } },
        facts: { accountId: partner }
      }
    ]).slice(1)
    expect(row).toContain('Associating (invited)┄Associating░')
  })

  test.each([40, 80, 120, 140])('it keeps within %i columns, whatever the ids, and however many', (width) => {
    const ids = Array.from({ length: 12 }, (_, at) => `vsw-bp183p93qs667muql-${'x'.repeat(90)}-${at}`)
    const steps = [
      create('rs-共享共享共享共享共享'.replace(/[^\w-]/g, 'z'), { ResourceShareName: '共享'.repeat(25) }),
      ...ids.flatMap((id, at) => [
        associate([id], 'rs-zzzzzzzzzz'),
        { advance: 137 * (at + 1) },
        signal(at % 5 ? 'AssociationSucceeded' : 'AssociationFailed', id)
      ]),
      { advance: '60h' },
      { sweep: true },
      { advance: '60h' }
    ]
    const lines = drawn(steps, width)
    expect(lines.map(widthOf).filter((each) => each > width)).toStrictEqual([])
    for (const at of [0, 9]) expect(lines.some((line) => line.includes(`…`) && line.includes(`-${at} `))).toBe(true)
  })

  test('of very many rows, those to which nothing happens are counted', () => {
    const ids = Array.from({ length: 30 }, (_, at) => `v-${at}`)
    const steps = [create(), ...ids.flatMap((id) => [associate([id]), { advance: '1s' }])]
    const lines = drawn(
      steps.map((step) => ('command' in step ? { ...step, facts: { limits: { sharedResourcesPerAccount: 99 } } } : step))
    )
    expect(lines.some((line) => /… and \d+ more, as before/.test(line))).toBe(true)
    for (const id of ids) expect(lines.some((line) => line.includes(`${id} `))).toBe(true)
  })

  test('nothing at all', () => {
    expect(drawn([{ advance: '1h' }])).toStrictEqual(['nothing has come into being'])
  })
})
