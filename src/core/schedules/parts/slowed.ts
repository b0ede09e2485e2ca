import type { Nested } from '../rule.ts'

/** A rule on a slower clock: it steps once where `every` steps pass. */
export function slowed(rule: Nested, every: number | undefined): Nested {
  if (every === undefined) return rule
  const { closed } = rule
  return {
    ...rule,
    next: (epoch, value, seat, now) =>
      epoch % every === 0 ? rule.next(epoch / every, value, seat, now) : value,
    closed: closed && ((epoch, seat, now) => closed(Math.floor(epoch / every), seat, now)),
  }
}
