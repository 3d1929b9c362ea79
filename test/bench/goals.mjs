// What is to be reached, and what was. A goal is a ratio within one run, a count, or a size; never a time.
const names = ['resource share', 'backup policies']
const at = (rows, size) => rows.find((row) => row.size === size)
const spread = (numbers) => Math.max(...numbers) / Math.min(...numbers)
const of = (size) => size.toLocaleString('en')

/** The figures of a goal that holds for each of some sizes, as far as they were measured. */
const eachSize = (rows, sizes, figureOf) =>
  sizes.flatMap((size) => {
    const row = at(rows, size)
    return row === undefined ? [] : [[of(size), figureOf(row)]]
  })

const atMost = (limit) => ({ says: `<= ${limit}`, holds: (value) => value <= limit })
const atLeast = (limit) => ({ says: `>= ${limit}`, holds: (value) => value >= limit })

const overLimit = (name) => (row) => row[name] / row['in place']

const commandGoals = ({ commands }) =>
  names.flatMap((name) => [
    {
      work: `${name}: the next state alone, of five events, over the change in place`,
      goal: atMost(12),
      figures: eachSize(commands, [10, 100, 1_000, 10_000], overLimit(`${name}, next state`))
    },
    {
      work: `${name}: the same from 100,000 on`,
      goal: atMost(4),
      figures: eachSize(commands, [100_000, 1_000_000], overLimit(`${name}, next state`))
    },
    {
      work: `${name}: apply, everything included, over the change in place`,
      goal: atMost(25),
      figures: eachSize(commands, [1_000], overLimit(`${name}, apply`))
    },
    {
      work: `${name}: the same at 1,000,000`,
      goal: atMost(8),
      figures: eachSize(commands, [1_000_000], overLimit(`${name}, apply`))
    },
    ...[
      [10, 2],
      [1_000, 50],
      [10_000, 500],
      [100_000, 8_000]
    ].map(([size, times]) => ({
      work: `${name}: apply, how many times faster than the Immer reducer that people write`,
      goal: atLeast(times),
      figures: eachSize(commands, [size], (row) => row['Immer reducer'] / row[`${name}, apply`])
    })),
    {
      work: `${name}: growth of apply from 10 to ${of(commands.at(-1).size)}`,
      goal: atMost(5),
      figures: [['growth', commands.at(-1)[`${name}, apply`] / commands[0][`${name}, apply`]]]
    }
  ])

const pathGoals = ({ paths }) =>
  paths.map(({ name, ...bySize }) => ({
    work: `${name}: nodes copied a record touched, over the depth of the trie`,
    goal: atMost(1),
    figures: Object.entries(bySize).map(([size, { copied, depth }]) => [of(Number(size)), copied / depth])
  }))

const bothGoals = ({ commands }) => [
  {
    work: 'apply: one system over the other',
    goal: atMost(1.5),
    figures: eachSize(commands, [10, 1_000, 1_000_000], (row) => spread(names.map((name) => row[`${name}, apply`])))
  }
]

const transitionGoals = ({ transitions }) => [
  {
    work: "step(): how many times faster than XState's transition()",
    goal: atLeast(300),
    figures: [['all pairs', transitions.transition / transitions.step]]
  },
  { work: 'step() over a bare switch', goal: atMost(5), figures: [['all pairs', transitions.step / transitions.switch]] }
]

const foldGoals = ({ folds }) => [
  {
    work: '1,000,000 events in one fold, over the same fold in place',
    goal: atMost(4),
    figures: names.map((name) => [name, folds[name] / folds['in place']])
  }
]

const deadlineGoals = ({ deadlines: { sweeps, next, timers } }) => [
  {
    work: 'Sweep of 1,000 due: finding them, over popping a queue',
    goal: atMost(10),
    figures: names.flatMap((name) =>
      [10_000, 1_000_000].map((size) => [
        `${name}, ${of(size)}`,
        sweeps[`${name}, find ${size}`] / sweeps[`${name}, queue ${size}`]
      ])
    )
  },
  {
    work: 'Sweep of 1,000 due among 1,000,000, over 1,000 due among 10,000',
    goal: atMost(3),
    figures: names.map((name) => [name, sweeps[`${name}, sweep 1000000`] / sweeps[`${name}, sweep 10000`]])
  },
  {
    work: 'nextDeadline: the slowest size over the fastest',
    goal: atMost(2),
    figures: next.map(({ name, ...times }) => [name, spread(Object.values(times))])
  },
  { work: 'timers for a million pending expiries', goal: atMost(1), figures: names.map((name, which) => [name, timers[which]]) }
]

const memoryGoals = ({ memory }) => [
  {
    work: 'bytes of an association at rest with its index, id texts excluded',
    goal: atMost(150),
    figures: memory.map(({ name, atRest }) => [name, atRest])
  },
  {
    work: 'bytes not given back for an association that came, ended and expired',
    goal: atMost(1),
    figures: memory.map(({ name, leakPerAssociation }) => [name, Math.max(0, leakPerAssociation)])
  }
]

const storageGoals = ({ storage }) =>
  storage.map(({ name, ...bySize }) => ({
    work: `${name}: deserialize over JSON.parse of the same text`,
    goal: atMost(2),
    figures: Object.entries(bySize).map(([size, ratio]) => [of(Number(size)), ratio])
  }))

const sizeGoals = ({ bytes }) => [
  {
    work: 'kB of the pure entry, minified and gzipped, without xstate and immer',
    goal: atMost(25),
    figures: [['', bytes / 1_000]]
  }
]

const groups = {
  commands: [commandGoals, bothGoals],
  paths: [pathGoals],
  transitions: [transitionGoals],
  folds: [foldGoals],
  deadlines: [deadlineGoals],
  memory: [memoryGoals],
  storage: [storageGoals],
  bytes: [sizeGoals]
}

/** Each goal of what was measured: `{ work, goal, figures: [[of, value]], holds }`. */
export const goalsOf = (results) =>
  Object.entries(groups)
    .filter(([name]) => results[name] !== undefined)
    .flatMap(([, makers]) => makers.flatMap((make) => make(results)))
    .filter(({ figures }) => figures.length > 0)
    .map(({ work, goal, figures }) => ({
      work,
      goal: goal.says,
      figures,
      holds: figures.every(([, value]) => goal.holds(value))
    }))
