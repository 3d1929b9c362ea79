/** The door to the storage of the tab: sessions over a reload. */
import type { Scenario, System } from 'association-lifecycle/scenarios'
import * as model from './model/kept.ts'

const ofTab = () => sessionStorage

export const keep = (scenario: Scenario, system: System): void => model.keep(scenario, system, ofTab)
export const kept = (system: System): Scenario | undefined => model.kept(system, ofTab)
