/** What `serve --help` says, and what is printed at the start. */
import { plain } from '../scenarios/plain.ts'
import type { Config } from './config.ts'

/** The help text. */
export const help = `usage: association-lifecycle serve [...]        here: npm run serve -- ...

An emulator of both services for tests: with their whole lifecycle, in a time that can be stepped.
Resource Sharing (RPC, API version 2020-01-10) is at /, backup policies are at /v2/{project_id}/...

  --port <number>       8040 by default; 0: a free one, which is printed
  --host <address>      127.0.0.1 by default. What begins with /_emulator/ is for this machine in any case
  --config <file.json>  who may call, and what fails; a demonstration by default, which is printed
  --data <file>         keep everything in this SQLite file; in memory by default
  --postgres <url>      keep everything in this PostgreSQL database
  --delay <duration>    how long an association and a disassociation take, such as 2s; 0 by default
  --start <time>        when it is, such as 2020-12-04T09:40:41.250Z; now by default
  --frozen              time stands still, but for steps
  --no-signature        whoever names an access key has it; on this machine only
  -h, --help            this text

  GET  /_emulator/clock   the time
  POST /_emulator/clock   { "advance": "48h" } or { "at": "2020-12-06T09:40:46Z" }; answers when
                          all that is due by then has been done
  GET  /_emulator/state   all that there is, with statuses and deadlines
  POST /_emulator/fail    { "entityId": "vsw-1", "operation"?: "Associate" or "Disassociate",
                          "reason"?: "..." }: its next operation fails
  POST /_emulator/reset   forgets everything; not with --data or --postgres

The configuration is a JSON object:

  { "accessKeys": { "<AccessKeyId>": { "secret": "...", "accountId": "1000000000000001" }, ... },
    "tokens": { "<X-Auth-Token>": "<project_id>", ... },
    "directories"?: [ { "id": "rd-1", "managementAccountId": "...", "memberIds": [ ... ], "folders"?,
                        "accountsWithRunningTasks"? }, ... ],
    "failures"?: [ { "pattern": "^vsw-broken", "operation"?: "Associate" or "Disassociate", "reason"? }, ... ],
    "resourceSharing"?: { "limits"?, "resourceTypes"?, "retention"?: { "floorMs": ..., "ceilingMs": ... } },
    "backupPolicies"?: { "limits"?, "retention"?, "executingPolicyIds"?, "defaultPolicyId"? } }
`

/** The demonstration's keys and tokens; those of a file are its owner's, and are not printed. */
const demoLines = ({ accessKeys, tokens }: Config): string[] => [
  ...Object.entries(accessKeys).map(
    ([id, { secret, accountId }]) => `  AccessKeyId ${id}, secret ${secret}: account ${accountId}`
  ),
  ...Object.entries(tokens).map(([token, project]) => `  X-Auth-Token ${token}: project ${project}`)
]

/** What is printed once it listens; the address is in the first line. */
export const greeting = (at: {
  readonly url: string
  readonly store: string
  readonly now: string
  readonly checksSignatures: boolean
  readonly demo?: Config
}): string =>
  [
    `listening at ${at.url}`,
    `  it is ${at.now}; everything is kept in ${plain(at.store)}${at.checksSignatures ? '' : '; signatures are not checked'}`,
    ...(at.demo === undefined ? [] : demoLines(at.demo)),
    `  ${at.url}/_emulator/clock, /_emulator/state, /_emulator/fail, /_emulator/reset; Ctrl-C ends it`,
    ''
  ].join('\n')
