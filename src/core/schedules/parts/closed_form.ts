import type { StepContext, RuleTree, Rule, ParamSlot } from '../rule.ts'
import { ArgumentRefusal } from '../argument.ts'

/** The value at any epoch, whatever the current one is. */
export type ClosedForm = (epoch: number, slot: ParamSlot, context: StepContext) => number

/** A rule that follows from the epoch alone: an edit of the current value lasts one step. */
export const closedFormRule = (closed: ClosedForm): Rule & { readonly closed: ClosedForm } => ({
  initial: (_value, slot, context) => closed(0, slot, context),
  next: (epoch, _value, slot, context) => closed(epoch, slot, context),
  closed,
})

/**
 * The closed form of a schedule inside another, which reads it there out of order.
 * @throws {ArgumentRefusal} when there is none.
 */
export function closedFormOf(
  child: RuleTree,
  path: readonly PropertyKey[] = ['scheduler'],
): ClosedForm {
  if (child.closed) return child.closed
  throw new ArgumentRefusal(
    path,
    'given a scheduler whose value depends on the one before it, wanted one that depends on the step alone',
  )
}
