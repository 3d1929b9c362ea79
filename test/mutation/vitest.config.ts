import { basename, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

const rooms = ['lifecycle', 'aggregate', 'decider', 'collections', 'resource-sharing', 'backup-policies']

/** In the order of their costs: examples, properties, all states of a small world, the reference models. */
const kinds = ['.unit.test.', '.property.test.', '.exhaustive.test.', 'reference.property.test.']
const costOf = (file: string) => kinds.findLastIndex((kind) => file.includes(kind))

const roomOf = (file: string) => rooms.find((room) => file.includes(`${sep}${room}${sep}`)) ?? ''

/** The rooms whose tests cannot tell anything of a mutant in a room: what it does not reach, but through an import of all. */
const farFrom: Record<string, readonly string[]> = {
  lifecycle: ['collections', 'decider'],
  aggregate: ['collections', 'decider', 'lifecycle'],
  decider: ['collections', 'lifecycle'],
  collections: ['decider', 'lifecycle'],
  'resource-sharing': ['backup-policies', 'collections', 'decider', 'lifecycle'],
  'backup-policies': ['resource-sharing', 'collections', 'decider', 'lifecycle']
}

/** What kills a mutant soonest goes first: the tests of its own room, those with its own name, then the cheap ones. */
class KillersFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const mutated = this.ctx.config.related ?? []
    const [only] = mutated
    if (only === undefined || mutated.length > 1) return files
    const room = roomOf(only)
    const name = `${sep}${basename(only, '.ts')}.`
    const rank = ({ moduleId: file }: TestSpecification) =>
      (roomOf(file) === room ? 0 : 100) + 10 * costOf(file) - (file.includes(name) ? 15 : 0)
    return files
      .filter(({ moduleId }) => !farFrom[room]?.includes(roomOf(moduleId)))
      .toSorted((one, other) => rank(one) - rank(other) || one.moduleId.localeCompare(other.moduleId))
  }
}

/** What takes long, though not for nothing: all states of a small world, and the reference models. */
const dear = ['test/*/*.exhaustive.test.ts', 'test/*/reference.property.test.ts']

/** For `npm run mutation`: the tests of the pure core, each property with fewer runs. */
export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  test: {
    include: process.env.MUTATION_TESTS === 'dear' ? dear : rooms.map((room) => `test/${room}/**/*.test.ts`),
    exclude: process.env.MUTATION_TESTS === 'cheap' ? dear : [],
    runner: 'test/mutation/runner.ts',
    setupFiles: ['test/mutation/fewer-runs.ts'],
    sequence: { sequencer: KillersFirst },
    testTimeout: 60_000
  }
})
