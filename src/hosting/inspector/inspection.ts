/**
 * Shows in the inspector what a host does that runs no actors, only the pure functions: each aggregate and each of its associations as
 * the actor that it would be, told and changed in the order in which actors of the same machines would have been.
 */
import type { AnyStateMachine, InspectionEvent, Snapshot } from 'xstate'
import { lifeDetailsOf } from '../../aggregate/events.ts'
import type { BaseFacts } from '../../aggregate/facts.ts'
import type { AggregateContext, AggregateDefinition } from '../../aggregate/machine.ts'
import type { Applied } from '../../decider/decider.ts'
import type { AssociationRecord } from '../../lifecycle/association.ts'
import { associationMachine } from '../../lifecycle/machine.ts'
import { toRecord, toSnapshot } from '../../lifecycle/snapshot.ts'
import { step } from '../../lifecycle/transition.ts'
import { actorOf, became, type Inspect, jsonOf, registered, type ShownActor, sent, shownEvent, telling } from './actors.ts'

/** What one state was asked, and what came of it: all that there is to show. */
export interface AppliedCommand<State, Command, Facts, Event, Result> extends Applied<State, Event, Result> {
  /** The state before the command. */
  readonly before: State
  /** What was asked. */
  readonly command: Command
  /** What it was decided with. */
  readonly facts: Facts
}

/** A system that is looked at. */
export interface Inspected<Apply, Told> {
  /** The system's own `apply`, with the same answers; each is shown. */
  readonly apply: Apply
  /** Shows what a host has applied by other means. */
  readonly show: (applied: Told) => void
}

/** An association as it was shown last. */
interface ShownAssociation {
  readonly actor: ShownActor
  readonly record: AssociationRecord
}

/** An aggregate as it was shown last. */
interface ShownAggregate<State> {
  readonly actor: ShownActor
  state: State
  readonly associations: Map<string, ShownAssociation>
}

/** An aggregate's state changed where nobody was looking: by another process, or by a command that was shown and then not kept. */
const loaded = Object.freeze({ type: 'loaded' })

const isSame = (a: AssociationRecord, b: AssociationRecord): boolean => JSON.stringify(a) === JSON.stringify(b)

/** A record without what is not of its life: the entity that it is of. */
const lifeOf = ({ status, ...context }: AssociationRecord): AssociationRecord =>
  toRecord({ value: status, context }) ?? { status, ...context }

/** The machine's snapshot of a record; once that has expired, its last one. */
const snapshotAfter = (before: AssociationRecord, record: AssociationRecord | undefined): Snapshot<unknown> => {
  const { status: _, ...context } = before
  return record === undefined ? associationMachine.resolveState({ value: 'Expired', context }) : toSnapshot(record)
}

const stopped = (snapshot: Snapshot<unknown>): Snapshot<unknown> => Object.assign(snapshot, { status: 'stopped' as const })

/** Shows the commands of one system. */
export const inspection = <
  Name extends string,
  State,
  Command extends { readonly type: string },
  Event extends { readonly type: string; readonly at: number },
  Facts extends BaseFacts,
  Result extends { readonly ok: boolean }
>(
  definition: AggregateDefinition<Name, State, Command, Event, Facts, Result>,
  machine: AnyStateMachine,
  inspect: Inspect
): Inspected<
  AggregateDefinition<Name, State, Command, Event, Facts, Result>['apply'],
  AppliedCommand<State, Command, Facts, Event, Result>
> => {
  const tell = telling(inspect)
  const aggregates = new Map<string, ShownAggregate<State>>()

  const snapshotOf = (state: State, { now, retention }: BaseFacts, result?: Result) => {
    const context: AggregateContext<unknown> = {
      stored: definition.keeper.store(state),
      now,
      ...(retention === undefined ? {} : { retention }),
      ...(result === undefined ? {} : { result: jsonOf(result) })
    }
    return machine.resolveState({ value: definition.nameOf(state, now), context })
  }

  const showAssociation = (aggregate: ShownAggregate<State>, id: string, record: AssociationRecord): ShownActor => {
    const actor = actorOf(id, associationMachine, toSnapshot(record), aggregate.actor)
    aggregate.associations.set(id, { actor, record })
    tell(registered(actor))
    return actor
  }

  const stop = ({ associations }: ShownAggregate<State>, id: string, { actor, record }: ShownAssociation): InspectionEvent => {
    associations.delete(id)
    return became(actor, { type: 'xstate.stop' }, stopped(toSnapshot(record)))
  }

  /** Makes what is shown agree with a state that somebody else has made. */
  const showLoaded = (aggregate: ShownAggregate<State>, state: State) => {
    const records = new Map<string, AssociationRecord>()
    for (const [id, found] of definition.recordsOf(state)) records.set(id, lifeOf(found))
    for (const [id, association] of aggregate.associations) if (!records.has(id)) tell(stop(aggregate, id, association))
    for (const [id, record] of records) {
      const shown = aggregate.associations.get(id)
      if (shown === undefined) showAssociation(aggregate, id, record)
      else if (!isSame(shown.record, record)) {
        aggregate.associations.set(id, { ...shown, record })
        tell(became(shown.actor, loaded, toSnapshot(record)))
      }
    }
  }

  const aggregateOf = (id: string, before: State, facts: Facts): ShownAggregate<State> => {
    const known = aggregates.get(id)
    if (known?.state === before) return known
    const snapshot = snapshotOf(before, facts)
    const aggregate = known ?? { actor: actorOf(id, machine, snapshot), state: before, associations: new Map() }
    aggregates.set(id, aggregate)
    tell(known === undefined ? registered(aggregate.actor) : became(aggregate.actor, loaded, snapshot))
    showLoaded(aggregate, before)
    return aggregate
  }

  /** What an event of the aggregate is to the association that it is about: who is told what, and what becomes of it. */
  const effectsOf = (aggregate: ShownAggregate<State>, event: Event): InspectionEvent[] => {
    if (definition.clears(event)) return Array.from(aggregate.associations, ([id, shown]) => stop(aggregate, id, shown))
    const type = definition.lifecycleEventOf[event.type]
    const id = definition.actorOf(event)
    if (type === undefined || id === undefined) return []
    const { at, reason, retention } = lifeDetailsOf(event)
    const told = { type, at, ...(reason === undefined ? {} : { reason }), ...(retention === undefined ? {} : { retention }) }
    const shown = aggregate.associations.get(id)
    const next = step(shown?.record, told, at)
    if (!next.ok) return []
    const { record } = next
    if (shown === undefined) {
      if (record === undefined) return []
      const started = { type: 'xstate.init', input: { now: at } }
      const actor = showAssociation(aggregate, id, record)
      return [sent(actor, started, aggregate.actor), became(actor, started, toSnapshot(record))]
    }
    if (record === undefined) aggregate.associations.delete(id)
    else aggregate.associations.set(id, { ...shown, record })
    return [sent(shown.actor, told, aggregate.actor), became(shown.actor, told, snapshotAfter(shown.record, record))]
  }

  const show = ({
    before,
    command,
    facts,
    state,
    events,
    result
  }: AppliedCommand<State, Command, Facts, Event, Result>): void => {
    const aggregate = aggregateOf(definition.actorIdFor(before, command, facts), before, facts)
    const event = shownEvent(command, facts)
    tell(sent(aggregate.actor, event, undefined))
    // As in XState, all new actors are there before any of them is told anything.
    const effects = events.flatMap((happened) => effectsOf(aggregate, happened))
    effects.forEach(tell)
    aggregate.state = state
    tell(became(aggregate.actor, event, snapshotOf(state, facts, result)))
  }

  return {
    show,
    apply: (before, command, facts) => {
      const applied = definition.apply(before, command, facts)
      show({ before, command, facts, ...applied })
      return applied
    }
  }
}
