// What people would use instead. Each peer keeps associations that are Associated, and makes some of them Disassociating: `make(records)` gives
// `disassociate(ids)`, which does it once, and `statusesAfter(ids)`, the same with a look at what came of it.

import { enableMapSet, freeze, produce } from 'immer'
import { Map as ImmutableMap } from 'immutable'
import { create } from 'mutative'
import { createActor, SimulatedClock, transition } from 'xstate'
import { lifecycle } from '../../dist/index.js'
import { now } from './world.mjs'

enableMapSet()

const changed = ({ associationType, entityType, createTime }, entityId) => ({
  associationType,
  entityType,
  entityId,
  status: 'Disassociating',
  createTime,
  updateTime: now
})

const byId = (records) => new Map(records.map((record) => [record.entityId, record]))

/** For a peer that gives the next value and leaves the one before as it was. */
const persistent = (disassociate, get) => ({
  disassociate,
  statusesAfter: (ids) => ids.map((id) => get(disassociate(ids), id).status)
})

/** The limit: records in a Map, changed in place, nothing checked and nothing kept. */
const inPlace = {
  name: 'in place',
  make(records) {
    const place = byId(records)
    const disassociate = (ids) => {
      for (const id of ids) place.set(id, changed(place.get(id), id))
    }
    const statusesAfter = (ids) => {
      disassociate(ids)
      return ids.map((id) => place.get(id).status)
    }
    return { disassociate, statusesAfter }
  }
}

/** What a backend checks at least before it changes anything. */
const faultOf = (ids, associations) => {
  if (ids.length === 0) return 'ResourceAndTargetBothEmpty'
  if (new Set(ids).size < ids.length) return 'InvalidParameter.Resources.Duplicate'
  if (ids.length > 5) return 'InvalidParameter.Resources.Length'
  if (ids.some((id) => !associations[id] || associations[id].status === 'Disassociated')) return 'DisassociateInvalid'
  return ids.some((id) => associations[id].status !== 'Associated') ? 'DisassociateConflict' : undefined
}

/** The reducer that people write: some checks, a draft, a reply. */
const immerReducer = {
  name: 'Immer reducer',
  make(records) {
    const state = freeze({ associations: Object.fromEntries(records.map((record) => [record.entityId, record])) }, true)
    const reduce = (ids) => {
      const fault = faultOf(ids, state.associations)
      if (fault !== undefined) return { state, reply: { Code: fault } }
      const next = produce(state, (draft) => {
        for (const id of ids) {
          const association = draft.associations[id]
          association.status = 'Disassociating'
          association.updateTime = now
        }
      })
      const shown = ids.map((id) => {
        const { associationType, entityType, entityId, status, createTime, updateTime } = next.associations[id]
        return {
          ResourceShareId: 'rs-bench',
          ResourceShareName: 'bench',
          AssociationType: associationType,
          EntityId: entityId,
          EntityType: entityType,
          AssociationStatus: status,
          CreateTime: new Date(createTime).toISOString(),
          UpdateTime: new Date(updateTime).toISOString()
        }
      })
      return { state: next, reply: { RequestId: 'bench', ResourceShareAssociations: shown } }
    }
    return persistent(reduce, ({ state: next }, id) => next.associations[id])
  }
}

const mutativeReducer = {
  name: 'mutative',
  make(records) {
    const state = { associations: byId(records) }
    const disassociate = (ids) =>
      create(state, (draft) => {
        for (const id of ids) {
          const association = draft.associations.get(id)
          association.status = 'Disassociating'
          association.updateTime = now
        }
      })
    return persistent(disassociate, ({ associations }, id) => associations.get(id))
  }
}

const immutableMap = {
  name: 'Immutable.js',
  make(records) {
    const state = ImmutableMap(records.map((record) => [record.entityId, record]))
    const disassociate = (ids) =>
      state.withMutations((map) => {
        for (const id of ids) map.set(id, changed(map.get(id), id))
      })
    return persistent(disassociate, (map, id) => map.get(id))
  }
}

const associatedSnapshot = (record) =>
  lifecycle.toSnapshot({ status: 'Associated', createTime: record.createTime, updateTime: now })

/** An actor for each association. Those that are Disassociating already fail, and are asked again: the same work over and over. */
const actors = {
  name: 'XState actors',
  make(records) {
    const clock = new SimulatedClock()
    const all = new Map(
      records.map((record) => [
        record.entityId,
        createActor(lifecycle.associationMachine, { snapshot: associatedSnapshot(record), clock }).start()
      ])
    )
    const send = (id) => {
      const actor = all.get(id)
      actor.send({ type: actor.getSnapshot().value === 'Disassociating' ? 'disassociationFailed' : 'disassociate', at: now })
    }
    const disassociate = (ids) => ids.forEach(send)
    const statusesAfter = (ids) => {
      disassociate(ids)
      return ids.map((id) => all.get(id).getSnapshot().value)
    }
    return { disassociate, statusesAfter }
  }
}

/** Snapshots in a Map, and XState's pure function. */
const pureTransition = {
  name: 'XState transition()',
  make(records) {
    const associated = associatedSnapshot(records[0])
    const place = new Map(records.map(({ entityId }) => [entityId, associated]))
    const disassociate = (ids) => {
      for (const id of ids) {
        const [next] = transition(lifecycle.associationMachine, associated, { type: 'disassociate', at: now })
        place.set(id, next)
      }
    }
    const statusesAfter = (ids) => {
      disassociate(ids)
      return ids.map((id) => place.get(id).value)
    }
    return { disassociate, statusesAfter }
  }
}

export const limit = inPlace
/** The largest size at which each is measured: beyond it a single command takes seconds, or the actors gigabytes. */
export const peers = [
  { ...immerReducer, largest: 1_000_000 },
  { ...mutativeReducer, largest: 1_000_000 },
  { ...immutableMap, largest: 1_000_000 },
  { ...actors, largest: 100_000 },
  { ...pureTransition, largest: 1_000_000 }
]
