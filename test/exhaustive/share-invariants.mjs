// What must hold of a share, from the specification: of every transition, and of every state.

const hourMs = 3_600_000
const floorMs = 48 * hourMs
const ceilingMs = 96 * hourMs
const openMs = 7 * 24 * hourMs

const standingOf = (record) => (record === undefined ? 'none' : `${record.status}${record.failedOperation ?? ''}`)

/** The documented arrows; `none` is also where an expired record went. */
const arrows = {
  none: ['Associating'],
  Associating: ['Associated', 'FailedAssociate', 'Disassociated'],
  Associated: ['Disassociating'],
  Disassociating: ['Disassociated', 'FailedDisassociate'],
  Disassociated: ['Associating', 'none'],
  FailedAssociate: ['Associating', 'none'],
  FailedDisassociate: ['Disassociating', 'Associating', 'none']
}

const isEnded = (record) => record?.status === 'Disassociated' || record?.status === 'Failed'
const isLive = (record) => record !== undefined && (!isEnded(record) || record.failedOperation === 'Disassociate')
const isOpen = (record) => record?.status === 'Associating' && record.invitation?.status === 'Pending'
const keyOf = ({ associationType, entityId }) => `${associationType} ${entityId}`

/** The first thing that is wrong with a record before and after, by identity. */
const firstWrong = ({ records: before }, { records: after }, find) => {
  if (before === after) return undefined
  for (const identity of new Set([...before.keys(), ...after.keys()])) {
    const wrong = find(before.get(identity), after.get(identity), identity)
    if (wrong !== undefined) return `${identity} ${wrong}`
  }
  return undefined
}

/** What the owner's disassociation of some entities comes to. */
const disassociationOf = ({ share, records }, named) => {
  if (share === undefined) return 'EntityNotExists.ResourceShare'
  if (share.ResourceShareStatus.startsWith('Delet')) return 'ResourceShareStatusMismatchAction'
  const found = named.map((entity) => records.get(keyOf(entity)))
  if (!found.every(isLive)) return 'DisassociateInvalid'
  const isBusy = (record) => record.status === 'Disassociating' || (record.status === 'Associating' && !isOpen(record))
  return found.some(isBusy) ? 'DisassociateConflict' : 'ok'
}

const signalFits = {
  AssociationSucceeded: (record) => record?.status === 'Associating' && !isOpen(record),
  AssociationFailed: (record) => record?.status === 'Associating' && !isOpen(record),
  DisassociationSucceeded: (record) => record?.status === 'Disassociating',
  DisassociationFailed: (record) => record?.status === 'Disassociating'
}

const codeOf = (result) => (result.ok ? 'ok' : result.error.code)

/** @param view what a reader sees of a state at a time: `{ share, records }`; `textOf` what is stored of it */
export const shareInvariants = (library, view, textOf) => [
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
      const made = library.serialize(library.evolveAll(before, events))
      return made === textOf(after) ? undefined : `they make ${made}`
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
        const right = standingOf(was) === standingOf(is) ? was?.updateTime : hasLapsed ? was.invitation.closesAt : now
        return is.updateTime === right ? undefined : `has UpdateTime ${is.updateTime}, not ${right}`
      })
  },
  {
    name: 'what is live does not vanish, and what has ended stays for 48 hours',
    check: ({ before, earlier, after, now }) =>
      firstWrong(view(before, earlier), view(after, now), (was, is) => {
        if (was === undefined || is !== undefined) return undefined
        if (!isEnded(was)) return `was ${was.status} and is gone`
        return now < was.updateTime + floorMs ? `is gone ${now - was.updateTime} ms after its end` : undefined
      })
  },
  {
    name: 'the owner disassociates all or nothing, and is told what is in the way',
    check: ({ before, after, now, action, result }) => {
      if (action.command?.type !== 'DisassociateResourceShare' || action.by !== undefined) return undefined
      const was = view(before, now)
      const right = disassociationOf(was, action.named)
      if (codeOf(result) !== right) return `the answer is ${codeOf(result)}, not ${right}`
      const is = view(after, now)
      return firstWrong(was, is, (one, other, identity) => {
        const isNamed = result.ok && action.named.some((entity) => keyOf(entity) === identity)
        const wanted = !isNamed ? standingOf(one) : isOpen(one) ? 'Disassociated' : 'Disassociating'
        return standingOf(other) === wanted ? undefined : `is ${standingOf(other)}, not ${wanted}`
      })
    }
  },
  {
    name: 'a signal is taken where its operation runs, and nowhere else',
    check: ({ before, now, action, result }) => {
      const fits = signalFits[action.command?.type]
      if (fits === undefined) return undefined
      const record = view(before, now).records.get(keyOf(action.named[0]))
      return result.ok === fits(record) ? undefined : `${codeOf(result)} where it is ${standingOf(record)}`
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
    name: 'an account outside is told nothing of a share that it is not in',
    check: ({ before, now, action, result }) => {
      if (action.command?.type !== 'DisassociateResourceShare' || action.by === undefined) return undefined
      const own = view(before, now).records.get(`Target ${action.by.accountId}`)
      if (isLive(own) && !isOpen(own)) return undefined
      return codeOf(result) === 'EntityNotExists.ResourceShare' ? undefined : `the answer is ${codeOf(result)}`
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
  },
  {
    name: 'deleting waits for operations that run, and ends what is live',
    check: ({ before, after, now, action, result }) => {
      if (action.command?.type !== 'DeleteResourceShare') return undefined
      const { share, records } = view(before, now)
      const all = [...records.values()]
      const isBusy = all.some(
        (record) => record.status === 'Disassociating' || (record.status === 'Associating' && !isOpen(record))
      )
      if (
        share !== undefined &&
        share.ResourceShareStatus !== 'Deleted' &&
        isBusy !== (codeOf(result) === 'DeleteResourceShareConflict')
      )
        return `the answer is ${codeOf(result)} where operations ${isBusy ? 'run' : 'do not run'}`
      if (!result.ok) return undefined
      const left = [...view(after, now).records.values()].find((record) => isLive(record) && record.status !== 'Disassociating')
      return left === undefined ? undefined : `${left.entityId} is still ${standingOf(left)}`
    }
  }
]

export const stateInvariants = (library, view, textOf, facts) => [
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
    name: 'what is stored is read back as the same',
    check: ({ state }) => {
      const text = textOf(state)
      const read = library.deserialize(text)
      if (!read.ok) return `${read.error.code}: ${read.error.message}`
      return library.serialize(read.state) === text ? undefined : 'it is another text'
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
        if (list('1888888888888888').reply.ResourceShareAssociations.length > 0) return 'a stranger sees something'
      }
      return undefined
    }
  }
]
