import type { Generation } from '../optimizer/generation.ts'
import type { Input } from '../trajectory/input.ts'
import type { Optimizer } from '../optimizer/optimizer.ts'
import type { History } from './snapshot.ts'

/** All that there is of an optimizer. */
export interface FullRecord {
  readonly optimizer: Optimizer
  /** Those that are not compacted away, in order. */
  readonly inputs: readonly Input[]
  /** All of them, the first one included. */
  readonly generations: readonly Generation[]
  readonly history: History
}
