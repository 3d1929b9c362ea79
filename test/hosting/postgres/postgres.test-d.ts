/** The store in PostgreSQL, and the client that it takes. Checked by the compiler. */
import { expectTypeOf } from 'vitest'
import {
  type PostgresClient,
  type PostgresStore,
  type PostgresStoreOptions,
  postgresStore
} from '../../../src/hosting/postgres/index.ts'
import type { Store } from '../../../src/hosting/runtime/index.ts'

declare const client: PostgresClient

expectTypeOf(postgresStore({ client })).resolves.toEqualTypeOf<PostgresStore>()
expectTypeOf(postgresStore).parameters.toEqualTypeOf<[PostgresStoreOptions]>()
expectTypeOf<PostgresStore>().toExtend<Store>()
expectTypeOf<PostgresStore['joining']>().toEqualTypeOf<(client: PostgresClient) => Store>()
// A client with more than is needed will do, as those of pg have.
expectTypeOf<{
  query(text: string, values?: readonly unknown[]): Promise<{ readonly rows: object[]; readonly rowCount: number }>
  connect(): Promise<void>
}>().toExtend<PostgresClient>()
// @ts-expect-error a client is needed
void postgresStore({ schema: 's' })
// @ts-expect-error a client answers with rows
void postgresStore({ client: { query: async () => [] } })
