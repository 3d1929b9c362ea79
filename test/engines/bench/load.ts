/** The load: each writer has a share of its own, and takes ten resources in turn through their lives in it, over and over. */
import type { Call, Executor, ResourceSharingTypes } from '../../../src/hosting/runtime/index.ts'
import { resourceSharing } from '../../../src/index.ts'
import type { Facts, ResourceSharingCommand } from '../../../src/resource-sharing/index.ts'

const owner = '1000000000000001'
const resources = 10

export interface Load {
  readonly isKeyed: boolean
  readonly writers: number
}

export const shareIdOf = (writer: number): string => `rs-${writer}`

export const creationOf = (id: string): ResourceSharingCommand => ({
  type: 'CreateResourceShare',
  resourceShareId: id,
  request: { ResourceShareName: 'bench' }
})

/** Command number `at` of the endless list of a share. */
export const commandOf = (id: string, at: number): ResourceSharingCommand => {
  const entityId = `vsw-${Math.floor(at / 4) % resources}`
  const request = { ResourceShareId: id, Resources: [{ ResourceType: 'VSwitch', ResourceId: entityId }] }
  const entity = { associationType: 'Resource', entityType: 'VSwitch', entityId } as const
  const place = at % 4
  if (place === 0) return { type: 'AssociateResourceShare', request }
  if (place === 1) return { type: 'AssociationSucceeded', ...entity }
  if (place === 2) return { type: 'DisassociateResourceShare', request }
  return { type: 'DisassociationSucceeded', ...entity }
}

const execute = async (executor: Executor<ResourceSharingTypes>, call: Call<ResourceSharingTypes>): Promise<void> => {
  const { result } = await executor.execute(call)
  if (!result.ok) throw new Error(`a command of the load was refused: ${result.error.code}`)
}

/** How far each share is. */
export type Places = Map<string, number>

/** Sends so many commands; gives back how long each took, in milliseconds. */
export const send = async (
  executor: Executor<ResourceSharingTypes>,
  places: Places,
  { isKeyed, writers }: Load,
  count: number
): Promise<readonly number[]> => {
  const took: number[] = []
  const write = async (writer: number) => {
    const id = shareIdOf(writer)
    for (let sent = writer; sent < count; sent += writers) {
      const at = places.get(id) ?? 0
      places.set(id, at + 1)
      const key = isKeyed ? { idempotencyKey: `${id} ${at}` } : {}
      const begun = performance.now()
      await execute(executor, { aggregateId: id, caller: owner, command: commandOf(id, at), ...key })
      took.push(performance.now() - begun)
    }
  }
  await Promise.all(Array.from({ length: writers }, (_, writer) => write(writer)))
  return took
}

/** Makes the shares of the load. */
export const prepare = async (executor: Executor<ResourceSharingTypes>, writers: number): Promise<void> => {
  for (let writer = 0; writer < writers; writer += 1) {
    const id = shareIdOf(writer)
    await execute(executor, { aggregateId: id, caller: owner, command: creationOf(id) })
  }
}

/** The same commands to the pure core alone, one after the other: milliseconds for one. */
export const applyAlone = (count: number): number => {
  const id = shareIdOf(0)
  const facts: Facts = { now: Date.now(), requestId: 'request', accountId: owner }
  let { state } = resourceSharing.apply(resourceSharing.initialState, creationOf(id), facts)
  const commands = Array.from({ length: count }, (_, at) => commandOf(id, at))
  const begun = performance.now()
  for (const command of commands) state = resourceSharing.apply(state, command, facts).state
  return (performance.now() - begun) / count
}
