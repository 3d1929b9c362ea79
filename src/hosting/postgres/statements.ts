/**
 * The statements of the PostgreSQL store. Each is a transaction of its own, in one round trip; on a client with a transaction open it is
 * a part of that one. Values are always parameters.
 */
export const statementsOf = (p: string) => ({
  /** What there is of an aggregate as rows, so that all of it is of one moment: its version, its snapshot, its events. */
  load: `
    SELECT 'version' AS kind, version, NULL AS text FROM ${p}aggregates WHERE system = $1 AND id = $2
    UNION ALL
    SELECT 'snapshot', version, text FROM ${p}snapshots WHERE system = $1 AND id = $2 AND $3::int = 0
    UNION ALL
    SELECT 'event', version, event FROM ${p}events WHERE system = $1 AND id = $2 AND version > greatest($3::int,
      (SELECT version FROM ${p}snapshots WHERE system = $1 AND id = $2 AND $3::int = 0))
    ORDER BY version`,

  /** A row to lock: two who begin the same aggregate at once meet there. */
  begin: `INSERT INTO ${p}aggregates (system, id, version) VALUES ($1, $2, 0) ON CONFLICT DO NOTHING`,

  /**
   * The commit. The aggregate's row is locked at the expected version first; the reply is kept only then, and all else only if that was.
   * 1 system, 2 id, 3 expected version, 4 events, 5 deadline, 6 snapshot, 7 labels, 8 caller, 9 key, 10 fingerprint, 11 reply, 12 now,
   * 13 expiry.
   */
  append: `
    WITH expected AS (
      SELECT FROM ${p}aggregates WHERE system = $1 AND id = $2 AND version = $3::int FOR UPDATE
    ), reply AS (
      INSERT INTO ${p}replies AS known (system, caller, key, fingerprint, reply, expires_at)
      SELECT $1, $8, $9, $10, $11, $13::float8 FROM expected WHERE $9::text IS NOT NULL
      ON CONFLICT (system, caller, key) DO UPDATE
        SET fingerprint = excluded.fingerprint, reply = excluded.reply, expires_at = excluded.expires_at
        WHERE known.expires_at <= $12::float8
      RETURNING 1
    ), allowed AS (
      SELECT FROM expected WHERE $9::text IS NULL UNION ALL SELECT FROM reply
    ), head AS (
      UPDATE ${p}aggregates SET version = $3::int + cardinality($4::text[]), next_deadline = $5::float8
      FROM allowed WHERE system = $1 AND id = $2
      RETURNING version
    ), events AS (
      INSERT INTO ${p}events (system, id, version, event)
      SELECT $1, $2, $3::int + event.place, event.text
      FROM allowed, unnest($4::text[]) WITH ORDINALITY AS event (text, place)
    ), snapshot AS (
      INSERT INTO ${p}snapshots (system, id, version, text)
      SELECT $1, $2, $3::int + cardinality($4::text[]), $6 FROM allowed WHERE $6::text IS NOT NULL
      ON CONFLICT (system, id) DO UPDATE SET version = excluded.version, text = excluded.text
    ), labels AS (
      INSERT INTO ${p}labels (system, label, id)
      SELECT $1, label, $2 FROM allowed, unnest($7::text[]) AS label
      ON CONFLICT DO NOTHING
    )
    SELECT version FROM head`,

  remember: `
    INSERT INTO ${p}replies AS known (system, caller, key, fingerprint, reply, expires_at)
    VALUES ($1, $2, $3, $4, $5, $7::float8)
    ON CONFLICT (system, caller, key) DO UPDATE
      SET fingerprint = excluded.fingerprint, reply = excluded.reply, expires_at = excluded.expires_at
      WHERE known.expires_at <= $6::float8
    RETURNING 1`,

  reply: `SELECT fingerprint, reply FROM ${p}replies WHERE system = $1 AND caller = $2 AND key = $3 AND expires_at > $4::float8`,

  events: `
    SELECT event FROM ${p}events WHERE system = $1 AND id = $2 AND version > $3::int ORDER BY version LIMIT $4::int`,

  moveDeadline: `
    UPDATE ${p}aggregates SET next_deadline = $4::float8 WHERE system = $1 AND id = $2 AND version = $3::int`,

  due: `
    SELECT id, next_deadline FROM ${p}aggregates WHERE system = $1 AND next_deadline <= $2::float8
    ORDER BY next_deadline LIMIT $3::int`,

  earliestDeadline: `SELECT min(next_deadline) AS at FROM ${p}aggregates WHERE system = $1 AND next_deadline > $2::float8`,

  ids: `
    SELECT id FROM ${p}aggregates WHERE system = $1 AND version > 0 AND ($2::text IS NULL OR id > $2) ORDER BY id LIMIT $3::int`,

  labelled: `
    SELECT id FROM ${p}labels WHERE system = $1 AND label = $4 AND ($2::text IS NULL OR id > $2) ORDER BY id LIMIT $3::int`,

  hold: `
    UPDATE ${p}aggregates AS held SET holder = $2, held_until = $4::float8
    FROM (
      SELECT id FROM ${p}aggregates WHERE system = $1 AND acknowledged < version AND held_until <= $3::float8
      ORDER BY held_until LIMIT $5::int FOR UPDATE SKIP LOCKED
    ) AS free
    WHERE held.system = $1 AND held.id = free.id
    RETURNING held.id, held.acknowledged`,

  acknowledge: `
    UPDATE ${p}aggregates SET acknowledged = $4::int, held_until = $5::float8
    WHERE system = $1 AND id = $2 AND holder = $3
    RETURNING 1`,

  earliestHoldEnd: `SELECT min(held_until) AS at FROM ${p}aggregates WHERE system = $1 AND acknowledged < version`,

  forgetReplies: `
    DELETE FROM ${p}replies WHERE ctid = ANY (ARRAY(
      SELECT ctid FROM ${p}replies WHERE expires_at <= $1::float8 LIMIT $2::int FOR UPDATE SKIP LOCKED))
    RETURNING 1`
})
