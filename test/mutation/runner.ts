/**
 * A test file that cannot be loaded has no test that could fail, so a mutant that breaks the loading would live on: here it becomes a
 * failed test.
 */
import { test } from 'vitest'
import { VitestTestRunner } from 'vitest/runners'

export default class LoadingIsATest extends VitestTestRunner {
  override async importFile(...args: Parameters<VitestTestRunner['importFile']>): Promise<unknown> {
    try {
      return await super.importFile(...args)
    } catch (error) {
      const [, source] = args
      if (source !== 'collect') throw error
      test('loads', () => {
        throw error
      })
      return undefined
    }
  }
}
