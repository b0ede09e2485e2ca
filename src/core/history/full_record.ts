import type { Generation } from '../optimizer/generation.ts'
import type { Input } from '../trajectory/input.ts'
import type { Optimizer } from '../optimizer/optimizer.ts'
import type { History } from './snapshot.ts'

/** An optimizer with its inputs, generations and snapshots. */
export interface FullRecord {
  readonly optimizer: Optimizer
  /** The inputs that are not compacted away, in order. */
  readonly inputs: readonly Input[]
  /** All generations, the first one included. */
  readonly generations: readonly Generation[]
  readonly history: History
  /** The text of the request that registered it. Older data has none. */
  readonly registration?: string | undefined
}
