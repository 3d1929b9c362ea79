/** What the PostgreSQL store needs of a driver. */

/** A `Pool` or a `Client` of `pg`, or anything of the same shape. Parameters are texts, numbers, `null`, and lists of texts. */
export interface PostgresClient {
  /** Runs a statement with its parameters. */
  query(text: string, values?: readonly unknown[]): Promise<{ readonly rows: readonly unknown[] }>
}

/** The rows of a statement; what they hold is what the statement asks for. */
export const rowsOf = async <Row>(client: PostgresClient, text: string, values: readonly unknown[]): Promise<readonly Row[]> =>
  (await client.query(text, values)).rows as readonly Row[]

const conflicts: ReadonlySet<unknown> = new Set(['40001', '40P01'])

/** Whether the database has undone a statement because of another one: a serialisation failure, or a deadlock. */
export const isConflict = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && conflicts.has(error.code)
