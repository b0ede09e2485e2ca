import type { RuleTree } from '../rule.ts'

/** A rule on a slower clock: one step of the rule for `every` steps. */
export function onSlowerClock(rule: RuleTree, every: number | undefined): RuleTree {
  if (every === undefined) return rule
  const { closed, run } = rule
  return {
    ...rule,
    run: run && { ...run, steps: run.steps * every },
    next: (epoch, value, slot, context) =>
      epoch % every === 0 ? rule.next(epoch / every, value, slot, context) : value,
    // Steps between the multiples of `every` keep a value that may have been left out.
    monotoneTo: undefined,
    skipTo: undefined,
    closed: closed && ((epoch, slot, context) => closed(Math.floor(epoch / every), slot, context)),
  }
}
