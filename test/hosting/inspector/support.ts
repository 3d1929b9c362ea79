/** What an onlooker was told, in a form that can be compared. */
import type { AnyActorRef, AnyEventObject, InspectionEvent, SnapshotFrom } from 'xstate'
import type { lifecycle } from '../../../src/index.ts'

/** One thing that an onlooker was told. */
export interface Told {
  readonly kind: 'actor' | 'event' | 'snapshot'
  readonly id: string
  readonly parent?: string
  readonly source?: string
  readonly event?: AnyEventObject
  readonly status?: string
  readonly value?: unknown
  readonly context?: unknown
}

type AnySnapshot = SnapshotFrom<typeof lifecycle.associationMachine>

const json = <T>(value: T): T => JSON.parse(JSON.stringify(value))

const toldOf = (inspected: InspectionEvent): Told[] => {
  const actor = inspected.actorRef as AnyActorRef
  const { id, _parent } = actor
  // A running actor cannot be asked for its snapshot while it is being made.
  if (inspected.type === '@xstate.actor') return [{ kind: 'actor', id, ...(_parent && { parent: _parent.id }) }]
  if (inspected.type === '@xstate.event') {
    const source = (inspected.sourceRef as AnyActorRef | undefined)?.id
    return [{ kind: 'event', id, event: json(inspected.event), ...(source !== undefined && { source }) }]
  }
  if (inspected.type !== '@xstate.snapshot') return []
  const { status, value, context } = inspected.snapshot as AnySnapshot
  return [{ kind: 'snapshot', id, event: json(inspected.event), status, value, context: json(context) }]
}

/** An onlooker, and what it has been told since it was last asked. */
export const onlooker = () => {
  let told: Told[] = []
  return {
    inspect: (inspected: InspectionEvent): void => {
      told.push(...toldOf(inspected))
    },
    take: (): Told[] => {
      const taken = told
      told = []
      return taken
    }
  }
}

/** A line for each: what a person would tell. */
export const linesOf = (told: readonly Told[]): string[] =>
  told.map(({ kind, id, event, value }) => [kind, id, event?.type, value].filter((part) => part !== undefined).join(' '))
