import { anyRule, NoValue, type Nested } from '../rule.ts'

/** Whether a rule goes by a metric, itself or inside: then it remembers something, and leads on. */
export const goesByMetric = (rule: Nested): boolean =>
  rule.closed === undefined && anyRule(rule, ({ memory }) => memory !== undefined)

/**
 * A value times what a schedule makes of the base it started from.
 * @throws {NoValue} when no factor leads from a base of 0 to its value.
 */
export function times(so: number, value: number, base: number): number {
  if (value === base) return so
  if (base === 0) throw new NoValue(`no factor leads from the initial value 0 to ${value}`)
  // From the base itself it leads to its value exactly; a division would round on the way.
  return so === base ? value : so * (value / base)
}
