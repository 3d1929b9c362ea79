// What must hold of a share, from the specification: of every transition, and of every state.
import {
  answerTo,
  arrows,
  ceilingMs,
  floorMs,
  isEnded,
  isLive,
  isOpen,
  isRunning,
  keyOf,
  openMs,
  standingAfter,
  standingOf
} from './share-answers.mjs'

/** The first thing that is wrong with a record before and after, by identity. */
const firstWrong = ({ records: before }, { records: after }, find) => {
  if (before === after) return undefined
  for (const identity of new Set([...before.keys(), ...after.keys()])) {
    const wrong = find(before.get(identity), after.get(identity), identity)
    if (wrong !== undefined) return `${identity} ${wrong}`
  }
  return undefined
}

const statusOf = (record) => record && `${record.status}${record.failedOperation ?? ''}`

const codeOf = (result) => (result.ok ? 'ok' : result.error.code)

const isEqual = (one, other) => {
  if (one === other) return true
  if (typeof one !== 'object' || typeof other !== 'object') return false
  const names = Object.keys(one)
  return names.length === Object.keys(other).length && names.every((name) => isEqual(one[name], other[name]))
}

/** The numbers of what is in force, by kind; none is the same as 0. */
const isSameCount = (one, other) => Object.keys({ ...one, ...other }).every((kind) => (one[kind] ?? 0) === (other[kind] ?? 0))

/** Whether two states hold the same, down to the last time. */
const isSame = (one, other) => {
  if (one === other) return true
  if (!isEqual(one.share, other.share) || one.running !== other.running || !isSameCount(one.inForce, other.inForce)) return false
  if (one.associations.size !== other.associations.size) return false
  for (const row of one.associations) if (!isEqual(row, other.associations.get(row))) return false
  return true
}

/**
 * By `view`, what a reader sees of a state at a time: `{ share, records }`.
 * `entities` are all that there can be; `invited` is asked first.
 */
export const shareInvariants = (library, view, { entities, invited }) => [
  {
    name: 'a refusal changes nothing, and no events means the very same state',
    check: ({ before, after, events, result }) => {
      if ((events.length === 0) !== (before === after))
        return `${events.length} events, and ${before === after ? 'the same' : 'another'} state`
      return result?.ok === false && events.length > 0 ? 'a refusal with events' : undefined
    }
  },
  {
    name: 'the events make the state',
    check: ({ before, after, events }) => {
      if (events.length === 0) return undefined
      const made = library.evolveAll(before, events)
      return isSame(made, after) ? undefined : `they make ${library.serialize(made)}`
    }
  },
  {
    name: 'statuses go along the documented arrows',
    check: ({ before, earlier, after, now }) =>
      firstWrong(view(before, earlier), view(after, now), (was, is) => {
        const [from, to] = [standingOf(was), standingOf(is)]
        return from === to || arrows[from].includes(to) ? undefined : `went from ${from} to ${to}`
      })
  },
  {
    name: 'CreateTime stays until the association begins anew',
    check: ({ before, earlier, after, now }) =>
      firstWrong(view(before, earlier), view(after, now), (was, is) => {
        if (is === undefined) return undefined
        const isNew = is.status === 'Associating' && was?.status !== 'Associating'
        const right = isNew ? now : was?.createTime
        return is.createTime === right ? undefined : `has CreateTime ${is.createTime}, not ${right}`
      })
  },
  {
    name: 'UpdateTime is the time of the last status change',
    check: ({ before, earlier, after, now }) =>
      firstWrong(view(before, earlier), view(after, now), (was, is) => {
        if (is === undefined) return undefined
        const hasLapsed = was !== undefined && isOpen(was) && is.status === 'Disassociated' && now >= was.invitation.closesAt
        const right = statusOf(was) === statusOf(is) ? was?.updateTime : hasLapsed ? was.invitation.closesAt : now
        return is.updateTime === right ? undefined : `has UpdateTime ${is.updateTime}, not ${right}`
      })
  },
  {
    name: 'what is live does not vanish, and what has ended stays for 48 hours',
    check: ({ before, earlier, after, now }) => {
      const { share } = before
      const isPurged = share !== undefined && after.share === undefined
      if (isPurged && !(share.status === 'Deleted' && now >= share.updateTime + floorMs))
        return `the share was ${share.status} and is gone ${now - share.updateTime} ms later`
      return firstWrong(view(before, earlier), view(after, now), (was, is) => {
        if (was === undefined || is !== undefined) return undefined
        if (!isEnded(was)) return `was ${was.status} and is gone`
        return now < was.updateTime + floorMs ? `is gone ${now - was.updateTime} ms after its end` : undefined
      })
    }
  },
  {
    name: 'each call is answered as documented',
    check: ({ before, now, action, result }) => {
      if (result === undefined) return undefined
      const right = answerTo(view(before, now), action)
      return codeOf(result) === right ? undefined : `the answer is ${codeOf(result)}, not ${right}`
    }
  },
  {
    name: 'each call does what is documented to what it names, and nothing to the rest',
    check: ({ before, after, now, action, result }) => {
      if (!result?.ok) return undefined
      const isPurge = before.share?.status === 'Deleted' && now >= before.share.updateTime + floorMs
      const [was, is] = [view(before, now).records, view(after, now).records]
      for (const entity of entities) {
        const record = was.get(keyOf(entity))
        const right = standingAfter(record, action.command, {
          isNamed: action.named?.includes(entity) ?? false,
          isAskedFirst: entity === invited,
          isDue: isPurge || (isEnded(record) && now >= record.updateTime + floorMs)
        })
        const standing = standingOf(is.get(keyOf(entity)))
        if (standing !== right) return `${entity.entityId} is ${standing}, not ${right}`
      }
      return is.size > entities.length ? 'there is something that was never named' : undefined
    }
  },
  {
    name: 'a reply shows what has come about',
    check: ({ after, now, result }) => {
      const { ResourceShareAssociations: shown = [] } = result?.ok ? result.reply : {}
      const { records } = view(after, now)
      for (const { AssociationType, EntityId, AssociationStatus } of shown) {
        const record = records.get(`${AssociationType} ${EntityId}`)
        if (record?.status !== AssociationStatus)
          return `${EntityId} is shown as ${AssociationStatus}, and is ${standingOf(record)}`
      }
      return undefined
    }
  },
  {
    name: 'a sweep does all that is due, once; nothing is due before the next deadline',
    check: ({ before, after, now, action, events, facts }) => {
      if (action.command?.type !== 'Sweep') return undefined
      const deadline = library.nextDeadline(before)
      const isDue = deadline !== undefined && deadline <= now
      if (isDue !== events.length > 0) return `${events.length} events, and the next deadline ${deadline - now} ms off`
      const again = library.apply(after, { type: 'Sweep' }, facts)
      return again.state === after ? undefined : `a second sweep has ${again.events.length} events`
    }
  }
]

/** Resources are counted by type; an account from outside apart from other targets. */
const kindOf = ({ associationType, entityType, membership }) =>
  associationType === 'Resource' ? `Resource/${entityType}` : membership === 'External' ? 'Target/External' : 'Target/Other'

/** Of a state, whatever the time. */
export const stateInvariants = (library) => [
  {
    name: 'the counts are those of the associations, and so is the next deadline',
    check: ({ state }) => {
      const rows = [...state.associations]
      const running = rows.filter(isRunning).length
      if (state.running !== running) return `${state.running} are counted as running, ${running} are`
      const inForce = new Map()
      for (const row of rows)
        if (row.status === 'Associated' || isRunning(row)) inForce.set(kindOf(row), (inForce.get(kindOf(row)) ?? 0) + 1)
      for (const kind of new Set([...inForce.keys(), ...Object.keys(state.inForce)])) {
        const [counted, there] = [state.inForce[kind] ?? 0, inForce.get(kind) ?? 0]
        if (counted !== there) return `${counted} of ${kind} are counted, ${there} are there`
      }
      const deadlines = rows.flatMap((row) =>
        isEnded(row) ? [row.updateTime + floorMs] : isOpen(row) ? [row.createTime + openMs] : []
      )
      if (state.share?.status === 'Deleted') deadlines.push(state.share.updateTime + floorMs)
      const right = deadlines.length === 0 ? undefined : Math.min(...deadlines)
      const deadline = library.nextDeadline(state)
      return deadline === right ? undefined : `the next deadline is ${deadline}, not ${right}`
    }
  },
  {
    name: 'what is stored is read back as the same',
    check: ({ state }) => {
      const text = library.serialize(state)
      const read = library.deserialize(text)
      if (!read.ok) return `${read.error.code}: ${read.error.message}`
      return isSame(read.state, state) ? undefined : `it is another state: ${library.serialize(read.state)}`
    }
  }
]

/** Of a state at a time. */
export const timeInvariants = (library, view, facts) => [
  {
    name: 'what has ended is gone at 96 hours, and an invitation is over after seven days',
    check: ({ state, now }) => {
      for (const [identity, record] of view(state, now).records) {
        if (isEnded(record) && now >= record.updateTime + ceilingMs)
          return `${identity} is there ${now - record.updateTime} ms after its end`
        if (isOpen(record) && now >= record.invitation.createTime + openMs) return `the invitation of ${identity} is open`
      }
      return undefined
    }
  },
  {
    name: 'a deleted share is gone at 96 hours, with all that is in it',
    check: ({ state, now }) => {
      const { share: kept } = state
      if (kept?.status !== 'Deleted' || now < kept.updateTime + ceilingMs) return undefined
      const { share, records } = view(state, now)
      return share === undefined && records.size === 0 ? undefined : `it is there ${now - kept.updateTime} ms after its deletion`
    }
  },
  {
    name: 'the status of the share is that of what is in it',
    check: ({ state, now }) => {
      const { share, records } = view(state, now)
      const all = [...records.values()]
      if (share === undefined) return all.length === 0 ? undefined : 'there are associations without a share'
      const status = share.ResourceShareStatus
      if (status === 'Active' || status === 'Pending')
        return all.some(isOpen) === (status === 'Pending')
          ? undefined
          : `it is ${status}, with ${all.filter(isOpen).length} open invitations`
      if (status === 'Deleted') return all.some(isLive) ? 'it is Deleted, with something live in it' : undefined
      return all.some(isOpen) ? 'it is Deleting, with an open invitation' : undefined
    }
  },
  {
    name: 'the list shows what is there, to the owner alone',
    check: ({ state, now }) => {
      const { records } = view(state, now)
      for (const AssociationType of ['Resource', 'Target']) {
        const list = (accountId) =>
          library.listResourceShareAssociations([state], { AssociationType }, { ...facts, now, accountId })
        const shown = list(facts.accountId).reply.ResourceShareAssociations
        const there = [...records.values()].filter(({ associationType }) => associationType === AssociationType)
        if (shown.length !== there.length) return `${shown.length} are shown, ${there.length} are there`
        const other = shown.find(
          ({ EntityId, AssociationStatus }) => records.get(`${AssociationType} ${EntityId}`)?.status !== AssociationStatus
        )
        if (other !== undefined) return `${other.EntityId} is shown as ${other.AssociationStatus}`
        if (there.length > 0 && list('1888888888888888').reply.ResourceShareAssociations.length > 0)
          return 'a stranger sees something'
      }
      return undefined
    }
  },
  {
    name: 'the lists of invitations and of failed disassociations are those of the associations',
    check: ({ state, now }) => {
      const records = [...view(state, now).records.values()]
      const given = { ...facts, now }
      const shown = [...library.invitations(state, given)].map(({ Status }) => Status)
      const there = records.flatMap(({ invitation }) => (invitation === undefined ? [] : [invitation.status]))
      if (String(shown) !== String(there)) return `invitations are shown as ${shown}, and are ${there}`
      const failed = library.failedDisassociations(state, given).map(keyOf).sort()
      const stuck = records
        .filter((record) => isLive(record) && isEnded(record))
        .map(keyOf)
        .sort()
      return String(failed) === String(stuck) ? undefined : `failed disassociations are ${failed}, not ${stuck}`
    }
  }
]
