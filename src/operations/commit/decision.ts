import type { Optimizer } from '../../core/optimizer/optimizer.ts'
import type { Input } from '../../core/trajectory/input.ts'
import type { HistoryChange, Stored } from '../../storage/store.ts'
import type { CachedStep } from '../cache/cache.ts'

/** What a transaction makes of an optimizer: the same optimizer, if there is nothing to write. */
export interface Decision<R> extends HistoryChange {
  readonly after: Optimizer
  readonly inputs?: readonly Input[]
  readonly result: R
  /** Set where the request is not carried out yet: no receipt is written, so a repeat is decided. */
  readonly isIncomplete?: boolean
  /** Steps passed on the way that ranks will ask for. */
  readonly stepsToCache?: readonly Pick<CachedStep, 'state' | 'acted'>[] | undefined
}

/** The part of a decision that records the inputs which were added to an optimizer. */
export const withNewInputs = (
  { optimizer: { revision } }: Stored,
  after: Optimizer,
): { after: Optimizer; inputs: readonly Input[] } => ({
  after,
  inputs: after.pending.filter((input) => input.revision > revision),
})
