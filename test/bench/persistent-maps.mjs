/**
 * What one command costs on the state of a share: get five rows by id and put a new record in place of each, as one batch.
 *
 *   npx tsc -p tsconfig.json && node test/bench/persistent-maps.mjs [numbers of rows...]
 *
 * "By id" is what a library does at its best. The identity of a row is three texts, though ("whole key"), and the own
 * collections always compare all of them.
 *
 * Samples of all candidates are interleaved in random order, so that a slow spell of the machine hits all of them; figures are medians.
 */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { produce, setAutoFreeze } from 'immer'
import { Map as ImmutableMap } from 'immutable'
import sortedBTree from 'sorted-btree'
import { HashTrie, hashString, hashStrings, newBatch, SortedTree, Table } from '../../dist/collections/index.js'

const BTree = sortedBTree.default ?? sortedBTree
const SIZES = [10, 100, 1_000, 10_000, 100_000, 1_000_000]
const ROWS_A_COMMAND = 5
const WARM_UPS = 4
const SAMPLES = 11

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc')
// Records are frozen when they are made, in all candidates alike.
setAutoFreeze(false)

const record = (entityId, status, updateTime) =>
  Object.freeze({
    associationType: 'Resource',
    entityType: 'VSwitch',
    entityId,
    status,
    createTime: 1_607_074_841_250,
    updateTime
  })

const keyOf = (entityId) => ({ associationType: 'Resource', entityType: 'VSwitch', entityId })

/** A whole identity as one text, for maps that know no other keys. */
const joined = (entityId) => `Resource\nVSwitch\n${entityId}`

const compareText = (a, b) => (a === b ? 0 : a < b ? -1 : 1)
const compareKeys = (a, b) =>
  compareText(a.entityId, b.entityId) ||
  compareText(a.entityType, b.entityType) ||
  compareText(a.associationType, b.associationType)

const identity = {
  hash: (key, seed) =>
    seed === 0 ? hashString(key.entityId, 0) : hashStrings(seed, key.entityId, key.entityType, key.associationType),
  equals: (a, b) => a.entityId === b.entityId && a.entityType === b.entityType && a.associationType === b.associationType
}
const views = { waiting: { holds: (row) => row.status === 'Waiting', compare: compareKeys } }

/** Making the records, which all candidates do, and keeping none but the last. */
const RECORDS = 'records alone'
let last

/**
 * `change` gives the next version, `get` is for checking only, `isPersistent`: the version before stays as it was.
 * Each has its own loop: in a shared one the compiler would see all their types at once and specialise for none.
 */
const candidates = {
  [RECORDS]: {
    change: (none, ids, time) => {
      for (const id of ids) last = record(id, 'Associated', time)
      return none
    }
  },
  'Map in place': {
    isPersistent: false,
    from: (rows) => new Map(rows.map((row) => [row.entityId, row])),
    change: (map, ids, time) => {
      for (const id of ids) {
        const row = map.get(id)
        map.set(id, record(row.entityId, 'Associated', time))
      }
      return map
    },
    get: (map, id) => map.get(id)
  },
  'own HashTrie': {
    isPersistent: true,
    from: (rows) => {
      const batch = newBatch()
      return rows.reduce((trie, row) => trie.put(row, batch), HashTrie.empty(identity))
    },
    change: (trie, ids, time) => {
      const batch = newBatch()
      let next = trie
      for (const id of ids) {
        const row = next.get(keyOf(id))
        next = next.put(record(row.entityId, 'Associated', time), batch)
      }
      return next
    },
    get: (trie, id) => trie.get(keyOf(id))
  },
  'own Table': {
    isPersistent: true,
    from: (rows) => Table.from({ identity, views }, rows),
    change: (table, ids, time) => {
      const batch = newBatch()
      let next = table
      for (const id of ids) {
        const row = next.get(keyOf(id))
        next = next.put(record(row.entityId, 'Associated', time), batch)
      }
      return next
    },
    get: (table, id) => table.get(keyOf(id))
  },
  'own SortedTree': {
    isPersistent: true,
    from: (rows) => SortedTree.fromSorted(rows.toSorted(compareKeys), compareKeys),
    change: (tree, ids, time) => {
      const batch = newBatch()
      let next = tree
      for (const id of ids) {
        const key = keyOf(id)
        const row = next.lastBefore((other) => compareKeys(other, key) <= 0)
        next = next.put(record(row.entityId, 'Associated', time), batch)
      }
      return next
    },
    get: (tree, id) => tree.lastBefore((other) => compareKeys(other, keyOf(id)) <= 0)
  },
  'Immutable.js Map, by id': {
    isPersistent: true,
    from: (rows) => ImmutableMap(rows.map((row) => [row.entityId, row])),
    change: (map, ids, time) =>
      map.withMutations((next) => {
        for (const id of ids) {
          const row = next.get(id)
          next.set(id, record(row.entityId, 'Associated', time))
        }
      }),
    get: (map, id) => map.get(id)
  },
  'Immutable.js Map, whole key': {
    isPersistent: true,
    from: (rows) => ImmutableMap(rows.map((row) => [joined(row.entityId), row])),
    change: (map, ids, time) =>
      map.withMutations((next) => {
        for (const id of ids) {
          const key = joined(id)
          const row = next.get(key)
          next.set(key, record(row.entityId, 'Associated', time))
        }
      }),
    get: (map, id) => map.get(joined(id))
  },
  'sorted-btree, by id': {
    isPersistent: true,
    from: (rows) =>
      new BTree(
        rows.map((row) => [row.entityId, row]),
        compareText
      ),
    change: (tree, ids, time) => {
      const next = tree.clone()
      for (const id of ids) {
        const row = next.get(id)
        next.set(id, record(row.entityId, 'Associated', time))
      }
      return next
    },
    get: (tree, id) => tree.get(id)
  },
  'sorted-btree, whole key': {
    isPersistent: true,
    from: (rows) =>
      new BTree(
        rows.map((row) => [row, row]),
        compareKeys
      ),
    change: (tree, ids, time) => {
      const next = tree.clone()
      for (const id of ids) {
        const row = next.get(keyOf(id))
        const changed = record(row.entityId, 'Associated', time)
        next.set(changed, changed)
      }
      return next
    },
    get: (tree, id) => tree.get(keyOf(id))
  },
  'Immer, object by id': {
    isPersistent: true,
    largest: 10_000,
    from: (rows) => Object.fromEntries(rows.map((row) => [row.entityId, row])),
    change: (rows, ids, time) =>
      produce(rows, (draft) => {
        for (const id of ids) {
          const row = draft[id]
          draft[id] = record(row.entityId, 'Associated', time)
        }
      }),
    get: (rows, id) => rows[id]
  }
}

let state = 2_463_534_242
/** The same pseudo random numbers in every run, below `limit`. */
const random = (limit) => {
  state ^= state << 13
  state ^= state >>> 17
  state ^= state << 5
  return Math.floor(((state >>> 0) / 2 ** 32) * limit)
}

/** As they come with a command: new string objects each time, whose hash nobody has computed and cached yet. */
const fresh = (texts) => JSON.parse(JSON.stringify(texts))

const idsFor = (count) =>
  fresh(Array.from({ length: count }, (_, i) => `vsw-bp1${random(2 ** 31).toString(36)}qs${i.toString(36)}`))

const commandsFor = (ids, count) =>
  Array.from({ length: count }, () => Array.from({ length: ROWS_A_COMMAND }, () => ids[random(ids.length)]))

const fail = (name, what) => {
  throw new Error(`${name}: ${what}`)
}

/** Runs commands on a candidate and on a plain model; every version has to be right, and stay right if it is persistent. */
const check = (name, candidate, start, rows, commands) => {
  const model = new Map(rows.map((row) => [row.entityId, row.updateTime]))
  let version = start
  for (const [i, ids] of commands.entries()) {
    const before = version
    const times = ids.map((id) => model.get(id))
    version = candidate.change(before, fresh(ids), i + 2)
    for (const id of ids) model.set(id, i + 2)
    for (const [j, id] of ids.entries()) {
      const row = candidate.get(version, id)
      if (row.entityId !== id || row.updateTime !== i + 2) fail(name, `a wrong row for ${id}`)
      if (candidate.isPersistent && candidate.get(before, id).updateTime !== times[j]) fail(name, 'an old version has changed')
    }
  }
  for (const [id, time] of model)
    if (candidate.get(version, id).updateTime !== time) fail(name, `a wrong row for ${id} at the end`)
  return version
}

const shuffled = (items) => {
  const rest = [...items]
  return items.map(() => rest.splice(random(rest.length), 1)[0])
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1]

const measure = (count) => {
  const ids = idsFor(count)
  const rows = ids.map((id) => record(id, 'Associated', 1))
  const running = Object.entries(candidates).filter(([, { largest = Infinity }]) => count <= largest)
  const versions = new Map()
  for (const [name, candidate] of running) {
    versions.set(name, name === RECORDS ? undefined : check(name, candidate, candidate.from(rows), rows, commandsFor(ids, 200)))
  }
  const times = new Map(running.map(([name]) => [name, []]))
  for (let sample = -WARM_UPS; sample < SAMPLES; sample++) {
    const commands = commandsFor(ids, count > 10_000 ? 6_000 : 20_000)
    for (const [name, candidate] of shuffled(running)) {
      // Thousands of times slower than the others: fewer commands tell enough.
      const own = fresh(name.startsWith('Immer') ? commands.slice(0, Math.max(20, 40_000 / count)) : commands)
      let version = versions.get(name)
      collectGarbage()
      const start = performance.now()
      for (const [i, command] of own.entries()) version = candidate.change(version, command, i)
      const time = ((performance.now() - start) * 1000) / own.length
      versions.set(name, version)
      if (sample >= 0) times.get(name).push(time)
    }
  }
  return new Map([...times].map(([name, all]) => [name, median(all)]))
}

const asked = process.argv.slice(2).map(Number)
const sizes = asked.length > 0 ? asked : SIZES
const results = sizes.map(measure)

const names = Object.keys(candidates)
const print = (title, cell) => {
  console.log(`\n| ${title} | ${sizes.map((size) => size.toLocaleString('en')).join(' | ')} |`)
  console.log(`| --- |${sizes.map(() => ' ---: |').join('')}`)
  for (const name of names) {
    const cells = results.map((result) => (result.has(name) ? cell(result, result.get(name)) : ''))
    console.log(`| ${name} | ${cells.join(' | ')} |`)
  }
}

console.log(`Node ${process.version}, medians of ${SAMPLES} samples, ${ROWS_A_COMMAND} rows a command`)
print('µs a command', (_, time) => time.toFixed(time < 100 ? 2 : 0))
print('times the limit', (result, time) => (time / result.get('Map in place')).toFixed(1))
print('times the own trie', (result, time) => (time / result.get('own HashTrie')).toFixed(2))
const netOf = (result, time) => time - result.get(RECORDS)
print('times the own trie, without making the records', (result, time) =>
  (netOf(result, time) / netOf(result, result.get('own HashTrie'))).toFixed(2)
)
if (last.status !== 'Associated') fail(RECORDS, 'a wrong record')
