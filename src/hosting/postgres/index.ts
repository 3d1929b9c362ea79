/** `association-lifecycle/postgres`: a store for the runtime in a PostgreSQL database. */
export type { PostgresClient } from './client.ts'
export { type PostgresStore, type PostgresStoreOptions, postgresStore } from './store.ts'
