/** A system: its clock and time line, what there is in it, and the forms. */
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import type { Desk, DeskAction } from '../model/desk.ts'
import { viewOf } from '../model/operation.ts'
import { isInPast } from '../model/session.ts'
import { keep } from '../storage.ts'
import { Chosen } from './Chosen.tsx'
import { Clock } from './Clock.tsx'
import { Containers } from './Containers.tsx'
import { Log } from './Log.tsx'
import { Reply } from './Reply.tsx'
import { SendForm } from './SendForm.tsx'
import { TimeTravel } from './TimeTravel.tsx'

export interface DeskProps {
  readonly desk: Desk
  readonly dispatch: (action: DeskAction) => void
}

/** Leads to the field that a new fault is about: fields have the names of their faults as ids. */
const useFaultShown = ({ fault }: Desk): void => {
  const known = useRef(fault)
  useLayoutEffect(() => {
    if (fault !== undefined && fault !== known.current) document.getElementById(fault.field)?.focus()
    known.current = fault
  }, [fault])
}

export const DeskView = ({ desk, dispatch }: DeskProps) => {
  useFaultShown(desk)
  const { scenario, system } = desk.session
  useEffect(() => keep(scenario, system), [scenario, system])
  const view = viewOf(desk.session, desk.chosen)
  return (
    <div class="desk">
      <div class={`timebar ${isInPast(desk.session) ? 'in-past' : ''}`}>
        <Clock desk={desk} dispatch={dispatch} />
        <TimeTravel session={desk.session} dispatch={dispatch} />
      </div>
      <Containers desk={desk} dispatch={dispatch} />
      <Chosen desk={desk} view={view} dispatch={dispatch} />
      <div class="talk">
        <SendForm desk={desk} dispatch={dispatch} />
        <Reply session={desk.session} dispatch={dispatch} />
      </div>
      <Log session={desk.session} dispatch={dispatch} />
    </div>
  )
}
