/** The store in memory keeps what every store promises, and the runtime over it what it promises over any. */
import { memoryStore } from '../../../src/hosting/runtime/index.ts'
import { runtimeContract } from './runtime-contract.ts'
import { storeContract } from './store-contract.ts'

const open = async () => {
  const store = memoryStore()
  return { store, other: store, close: () => store.close() }
}

storeContract('in memory', open)
runtimeContract('in memory', open, 100)
