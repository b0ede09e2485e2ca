import type { StepContext, RuleTree, Rule, ParamSlot } from '../rule.ts'
import { ArgumentRefusal } from '../argument.ts'

/** The value at any epoch, independent of the current value. */
export type ClosedForm = (epoch: number, slot: ParamSlot, context: StepContext) => number

/** A rule that depends on the epoch alone: an edit of the current value lasts one step. */
export const closedFormRule = (
  closed: ClosedForm,
  monotoneTo?: Rule['monotoneTo'],
): Rule & { readonly closed: ClosedForm } => ({
  initial: (_value, slot, context) => closed(0, slot, context),
  next: (epoch, _value, slot, context) => closed(epoch, slot, context),
  closed,
  monotoneTo,
  overwrites: true,
})

/**
 * The closed form of a nested schedule: the outer schedule evaluates it at epochs in any order.
 * @throws {ArgumentRefusal} if the nested schedule has no closed form.
 */
export function closedFormOf(
  child: RuleTree,
  path: readonly PropertyKey[] = ['scheduler'],
): ClosedForm {
  if (child.closed) return child.closed
  throw new ArgumentRefusal(
    path,
    'given a scheduler whose value depends on its previous value, wanted a scheduler whose value depends on the step alone',
  )
}
