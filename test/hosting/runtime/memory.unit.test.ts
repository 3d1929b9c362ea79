/** The store in memory keeps what every store promises. */
import { memoryStore } from '../../../src/hosting/runtime/index.ts'
import { storeContract } from './store-contract.ts'

storeContract('in memory', async () => {
  const store = memoryStore()
  return { store, other: store, close: () => store.close() }
})
