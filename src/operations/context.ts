import type { LRUCache } from 'lru-cache'
import type { Store, Stored } from '../storage/store.ts'

/** What operations work with. */
export interface Context {
  readonly store: Store
  /**
   * Optimizers as this process last saw them. Another process may have moved them on: a commit
   * made from here finds out, and whatever is only read, or refused, is decided on a fresh copy.
   */
  readonly known: LRUCache<string, Stored>
  readonly now: () => Date
  /** How far past the cursor a step may be. */
  readonly maxAdvance: number
}
