import type { Store } from '../storage/store.ts'
import type { Memory } from './memory.ts'

/** What operations work with. */
export interface Context {
  readonly store: Store
  readonly memory: Memory
  readonly now: () => Date
  /** How far past the cursor a step may be. */
  readonly maxAdvance: number
}
