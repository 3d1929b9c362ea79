/**
 * A test file that cannot be loaded, or whose `describe` throws, has no test that could fail, so a mutant that breaks it would live on:
 * here its loading is the first test of each file.
 */
import { TestRunner, test } from 'vitest'

export default class LoadingIsATest extends TestRunner {
  override async importFile(...args: Parameters<TestRunner['importFile']>): Promise<unknown> {
    if (args[1] !== 'collect') return super.importFile(...args)
    const failures: unknown[] = []
    test('loads', () => {
      for (const failure of failures) throw failure
    })
    try {
      await super.importFile(...args)
    } catch (error) {
      failures.push(error)
    }
    for (const suite of TestRunner.getCurrentSuite().tasks) {
      if (suite.type !== 'collector') continue
      const collect = suite.collect.bind(suite)
      suite.collect = async (file) => {
        try {
          return await collect(file)
        } catch (error) {
          failures.push(error)
          return suite.suite as NonNullable<typeof suite.suite>
        }
      }
    }
    return undefined
  }
}
