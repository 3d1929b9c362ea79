/** All faults, one module each: another engine's are added here, and `npm run faults` and its tests have them. */
import { away } from './away.ts'
import { clockOf } from './clock.ts'
import type { Fault } from './fault.ts'
import { killOf } from './kill.ts'
import { raceOf } from './race.ts'
import { killRestate } from './restate.ts'

export const faults: readonly Fault[] = [
  killOf('sqlite'),
  killOf('postgres'),
  raceOf('sqlite'),
  raceOf('postgres'),
  away,
  killRestate,
  clockOf('sqlite'),
  clockOf('postgres')
]
