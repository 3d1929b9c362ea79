/** What `--help` says. */

/** The help text. */
export const help = `usage: association-lifecycle [--json] [scenario.json | -]        here: npm start -- ...
       association-lifecycle serve [...]        an emulator of both services; serve --help says more

Runs a scenario on a simulated clock: a list of commands, signals and clock steps, and what is expected of each.
Without one, runs the documented request of each system and the whole life around it:
docs/examples/documented-disassociation.json, docs/examples/backup-policies.json,
which are good ones to start from.
With - the scenario is read from standard input.

  --json      one JSON object a line for each step, and a last one with the summary; where both
              scenarios are run, of each
  -h, --help  this text
  -V, --version  which version this is

A scenario is a JSON object:

  { "system": "resource-sharing" or "backup-policies", "version": 1, "title": "...", "note": "...",
    "start": "2020-12-04T09:40:41.250Z",
    "facts": { "accountId": "...", "directory"?, "limits"?, "usage"?, "resourceTypes"?, "retention"? }
          or { "projectId": "...", "executingPolicyIds"?, "defaultPolicyId"?, "limits"?, "retention"? },
    "steps": [ ... ] }

and each step is one of

  { "command": { "type": "DisassociateResourceShare", "request": { ... } } }
  { "signal": { "type": "AssociationSucceeded",
                "associationType": "Target", "entityType": "Account", "entityId": "..." } }
  { "query": { "type": "ListResourceShareAssociations", "request": { ... } } }
  { "query": { "type": "failedDisassociations" } }    or resourceShare, associations, invitations, nextDeadline;
                                      of backup policies ListBackupPolicies, listResources, associations, ...
  { "sweep": true }
  { "advance": "4.306s" }             also "48h", "1d 12h", "1ms", or a number of milliseconds
  { "at": "2020-12-06T09:40:46Z" }    or epoch milliseconds
  { "note": "..." }                   every step may have a note

A command, signal, query or sweep may also have

  "facts": { ... }    facts of this step alone, such as another accountId or a requestId; null takes one away
  "expect": { "ok": true } or { "code": "DisassociateConflict" };
              also "reply": { part of it }, "failures": [ parts of them ], and
              "events": [ types, or parts of them ]

A signal needs "resourceShareId" where the scenario creates several shares. Backup policies have no
signals; their commands are for the project of the facts.

Exit codes: 0 all is well, 1 an expectation was not met, 2 the scenario or the arguments are broken,
70 the output cannot be written, or this program is at fault.
Colour: when the output is a terminal; never with NO_COLOR, always with FORCE_COLOR.
`
