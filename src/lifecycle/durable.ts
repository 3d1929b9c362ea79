/**
 * Restarts. In XState a pending `after` lives in a timer alone: an actor that is started again from a snapshot never fires it
 * (measured on 5.33.3), and one that was stopped before its snapshot was taken stays marked as stopped. A durable machine marks
 * it active again and tells it that it has been started, so that it can set its timers for the time that is left.
 */
import type { ActorLogic, AnyActorScope, AnyStateMachine, Snapshot } from 'xstate'

/**
 * What a durable machine is told whenever it starts, the first time and each time that it is restored.
 * @internal
 */
export interface ClockWoken {
  readonly type: 'clock.woken'
}

type Hooks = Required<Pick<ActorLogic<Snapshot<unknown>, never>, 'restoreSnapshot' | 'start'>>

/**
 * Makes the actors of a machine keep their deadlines across restarts. The machine must take `clock.woken` wherever it has a timer
 * to set again. `revive` may mend a persisted snapshot before XState reads it.
 */
export const durable = <M extends AnyStateMachine>(
  machine: M,
  revive: (persisted: Snapshot<unknown>) => Snapshot<unknown> = (persisted) => persisted
): M => {
  const { restoreSnapshot, start, provide } = machine
  const hooks: Hooks = {
    restoreSnapshot: (persisted, scope) => {
      const active = persisted.status === 'stopped' ? { ...persisted, status: 'active' as const } : persisted
      return restoreSnapshot.call(machine, revive(active as Snapshot<unknown>), scope as AnyActorScope)
    },
    start: (snapshot, scope) => {
      start.call(machine, snapshot as never)
      const woken: ClockWoken = { type: 'clock.woken' }
      scope.self.send(woken as never)
    }
  }
  return Object.assign(machine, hooks, {
    provide: (implementations: Parameters<M['provide']>[0]) => durable(provide.call(machine, implementations), revive)
  })
}
