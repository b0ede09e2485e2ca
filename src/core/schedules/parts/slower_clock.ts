import type { RuleTree } from '../rule.ts'

/** A rule on a slower clock: it steps once where `every` steps pass. */
export function onSlowerClock(rule: RuleTree, every: number | undefined): RuleTree {
  if (every === undefined) return rule
  const { closed } = rule
  return {
    ...rule,
    next: (epoch, value, slot, context) =>
      epoch % every === 0 ? rule.next(epoch / every, value, slot, context) : value,
    closed: closed && ((epoch, slot, context) => closed(Math.floor(epoch / every), slot, context)),
  }
}
