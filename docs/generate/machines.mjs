/** The machines that have a page, and how each is drawn. */
import { backupPolicies, lifecycle, resourceSharing } from '../../dist/index.js'
import { aggregateDiagram, lifecycleDiagram } from './diagram.mjs'
import { policiesWorld, shareWorld } from './worlds.mjs'

const lifecycleNote = `Where there is no record yet, \`associate\` makes one; an actor starts there. What an actor does for its timer alone, after a restart or
where the time is longer than a timer can be, is in the table and not in the picture.`

const aggregateNote = `The machine takes every command in every state, decides as \`apply()\` does, and goes where its guards say. Drawn are the ways that there are,
each with the commands that go it. They were found by trying everything in a small world (\`docs/generate/worlds.mjs\`) and asking the guards where
that had led; whatever is due is done first, by the actor's own timer or by a sweep. What leaves the state as it is, is not drawn.`

/** `file`: the name of its files in docs/diagrams; `source`: where the machine is defined, from the top of the repository. */
export const machines = [
  {
    file: 'lifecycle',
    name: 'The lifecycle of an association',
    source: 'src/lifecycle/machine.ts',
    machine: lifecycle.associationMachine,
    draw: (machine) => lifecycleDiagram(machine, lifecycle.defaultRetention),
    note: lifecycleNote
  },
  {
    file: 'resource-share',
    name: 'A resource share',
    source: 'src/resource-sharing/machine.ts',
    machine: resourceSharing.resourceShareMachine,
    draw: (machine) => aggregateDiagram(machine, shareWorld),
    note: aggregateNote
  },
  {
    file: 'backup-policies',
    name: 'The backup policies of a project',
    source: 'src/backup-policies/machine.ts',
    machine: backupPolicies.backupPoliciesMachine,
    draw: (machine) => aggregateDiagram(machine, policiesWorld),
    note: aggregateNote
  }
]
