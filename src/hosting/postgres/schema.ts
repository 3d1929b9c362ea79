/** The tables of the PostgreSQL store, from version to version. */
import { checkSchemaVersion } from '../runtime/sql-text.ts'
import { type PostgresClient, rowsOf } from './client.ts'

/** What leads from each version to the next; the first from nothing to 1. What has been released is never changed. */
const migrations: readonly ((prefix: string, bare: string) => string)[] = [
  // Ids are compared byte by byte, so that no setting of the database changes their order.
  (p, bare) => `
    CREATE TABLE ${p}aggregates (
      system text COLLATE "C" NOT NULL, id text COLLATE "C" NOT NULL,
      version integer NOT NULL, next_deadline double precision,
      acknowledged integer NOT NULL DEFAULT 0, holder text NOT NULL DEFAULT '', held_until double precision NOT NULL DEFAULT 0,
      PRIMARY KEY (system, id)
    );
    CREATE INDEX ${bare}deadlines ON ${p}aggregates (system, next_deadline) WHERE next_deadline IS NOT NULL;
    CREATE INDEX ${bare}pending ON ${p}aggregates (system, held_until) WHERE acknowledged < version;
    CREATE TABLE ${p}events (
      system text COLLATE "C" NOT NULL, id text COLLATE "C" NOT NULL, version integer NOT NULL, event text NOT NULL,
      PRIMARY KEY (system, id, version)
    );
    CREATE TABLE ${p}snapshots (
      system text COLLATE "C" NOT NULL, id text COLLATE "C" NOT NULL, version integer NOT NULL, text text NOT NULL,
      PRIMARY KEY (system, id)
    );
    CREATE TABLE ${p}labels (
      system text COLLATE "C" NOT NULL, label text COLLATE "C" NOT NULL, id text COLLATE "C" NOT NULL,
      PRIMARY KEY (system, label, id)
    );
    CREATE TABLE ${p}replies (
      system text COLLATE "C" NOT NULL, caller text COLLATE "C" NOT NULL, key text COLLATE "C" NOT NULL,
      fingerprint text NOT NULL, reply text NOT NULL, expires_at double precision NOT NULL,
      PRIMARY KEY (system, caller, key)
    );
    CREATE INDEX ${bare}replies_by_end ON ${p}replies (expires_at);`
]

/** One number for all who make tables of this library in a database: they wait for each other. */
const lock = 6_157_366_217

/** Does something in one piece where the tables are of a version, alone of all processes. Names are checked before they come here. */
const guarded = (p: string, version: number, sql: string): string => `
  DO $migration$ BEGIN
    PERFORM pg_advisory_xact_lock(${lock});
    CREATE TABLE IF NOT EXISTS ${p}schema (version integer NOT NULL);
    IF (SELECT coalesce(max(version), 0) FROM ${p}schema) = ${version} THEN
      ${sql}
    END IF;
  END $migration$`

/** Brings the tables to the version that this library knows. `p` is what their names begin with, the schema included; `bare` is without. */
export const migrate = async (client: PostgresClient, p: string, bare: string): Promise<void> => {
  for (const [version, migration] of migrations.entries())
    await client.query(guarded(p, version, `${migration(p, bare)} INSERT INTO ${p}schema (version) VALUES (${version + 1});`))
  const [row] = await rowsOf<{ version: number }>(client, `SELECT max(version) AS version FROM ${p}schema`, [])
  checkSchemaVersion(Number(row?.version), migrations.length)
}
