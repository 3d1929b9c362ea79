/**
 * The virtual objects of lists: the ids of a label, as names in the state of one object, so that adding one costs the same however many
 * there are. They are part of the application, and so reliable; Restate's introspection is a tool of its operators.
 */
import { keyOf, textOf } from './protocol.ts'
import type { ExclusiveContext, SharedContext } from './sdk.ts'

export interface ListPage {
  /** The last id of the page before. */
  readonly after?: string
  readonly limit: number
}

export const listHandlers = () => ({
  add: async (context: ExclusiveContext, id: string): Promise<void> => {
    context.set(keyOf(id), 1)
  },

  ids: async (context: SharedContext, { after, limit }: ListPage): Promise<readonly string[]> => {
    const keys = (await context.stateKeys()).sort()
    const last = after === undefined ? -1 : keys.indexOf(keyOf(after))
    return keys.slice(last + 1, last + 1 + limit).map(textOf)
  }
})
