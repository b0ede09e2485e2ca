import type { ParamSlot, Rule } from '../rule.ts'
import { countAtOrBefore } from './count_at_or_before.ts'

/** The next of some ascending epochs, fractions included; Infinity after the last one. */
export const nextOf = (positions: readonly number[], epoch: number): number =>
  positions[countAtOrBefore(positions, epoch)] ?? Infinity

/**
 * The epochs to compute of a closed form that rises or falls between its turns: the last one before
 * a turn, the turn and the one after it, since the position of a turn may be rounded.
 * @param nextTurn the first turn after an epoch.
 */
export const aroundTurns =
  (nextTurn: (epoch: number, slot: ParamSlot) => number): NonNullable<Rule['monotoneTo']> =>
  (epoch, slot) => {
    const turn = Math.ceil(nextTurn(epoch - 1, slot))
    return [turn - 1, turn].find((each) => each > epoch) ?? turn + 1
  }

/** A rule that keeps its value until an epoch, and changes it there: the same in its closed form. */
export const heldUntil = (
  changeAfter: (epoch: number) => number,
): Pick<Rule, 'skipTo' | 'monotoneTo'> => ({ skipTo: changeAfter, monotoneTo: changeAfter })

/** A rule that changes its value by each step up to an epoch, in one direction, and then keeps it. */
export const heldFrom = (end: number): Pick<Rule, 'skipTo' | 'monotoneTo'> => ({
  skipTo: (epoch) => (epoch < end ? epoch + 1 : Infinity),
  monotoneTo: (epoch) => (epoch < end ? end : Infinity),
})
