/** What the inspector is told about actors: XState's own inspection events, for actors that nobody runs. */
import type { ActorRefLike, AnyActorLogic, AnyEventObject, InspectionEvent, Observer, Snapshot } from 'xstate'
import { isFields } from '../../decider/values.ts'

/** Who looks on: what the option `inspect` of XState's `createActor` takes, such as `inspect` of any of the Stately inspectors. */
export type Inspect = Observer<InspectionEvent> | ((event: InspectionEvent) => void)

/**
 * An actor that is shown. Its session id is made of its id, so that it is the same in every process and after every restart; it is another
 * one, for the Stately inspector names an actor by its id only where the two differ.
 */
export interface ShownActor extends ActorRefLike {
  readonly id: string
  readonly logic: AnyActorLogic
  readonly _parent: ShownActor | undefined
}

/** Tells an onlooker. One that throws breaks no command: its error is reported the way that XState reports those of observers. */
export const telling = (inspect: Inspect): ((event: InspectionEvent) => void) => {
  const tell = typeof inspect === 'function' ? inspect : (event: InspectionEvent) => inspect.next?.(event)
  return (event) => {
    try {
      tell(event)
    } catch (error) {
      setTimeout(() => {
        throw error
      })
    }
  }
}

/** An event as it can be shown, whatever it was that came as a command: JSON, with a type. */
export const shownEvent = (command: unknown, facts: object): AnyEventObject => {
  const shown = jsonOf(isFields(command) ? { ...command, facts } : { command, facts })
  const type = isFields(command) && typeof command.type === 'string' ? command.type : '(no command)'
  return isFields(shown) ? { ...shown, type } : { type }
}

/** What JSON makes of a value of unknown origin; `undefined` where it can make nothing of it. */
export const jsonOf = (value: unknown): unknown => {
  try {
    const text = JSON.stringify(value)
    return text === undefined ? undefined : JSON.parse(text)
  } catch {
    return undefined
  }
}

/** An actor to show, whose snapshot is what it is shown with first. */
export const actorOf = (id: string, logic: AnyActorLogic, snapshot: Snapshot<unknown>, parent?: ShownActor): ShownActor => ({
  id,
  sessionId: `pure:${id}`,
  logic,
  _parent: parent,
  getSnapshot: () => snapshot,
  send: () => {}
})

const rootIdOf = ({ _parent, sessionId }: ShownActor): string => (_parent === undefined ? sessionId : rootIdOf(_parent))

/** A new actor. */
export const registered = (actorRef: ShownActor): InspectionEvent => ({
  type: '@xstate.actor',
  rootId: rootIdOf(actorRef),
  actorRef
})

/** An event on its way to an actor. */
export const sent = (actorRef: ShownActor, event: AnyEventObject, sourceRef: ShownActor | undefined): InspectionEvent => ({
  type: '@xstate.event',
  rootId: rootIdOf(actorRef),
  actorRef,
  sourceRef,
  event
})

/** What an event made of an actor. */
export const became = (actorRef: ShownActor, event: AnyEventObject, snapshot: Snapshot<unknown>): InspectionEvent => ({
  type: '@xstate.snapshot',
  rootId: rootIdOf(actorRef),
  actorRef,
  event,
  snapshot
})
