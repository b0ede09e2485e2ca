import { anyRule, UndefinedValue, type RuleTree } from '../rule.ts'

/** Whether a rule goes by a metric, itself or inside: then it remembers something, and leads on. */
export const isMetricDriven = (rule: RuleTree): boolean =>
  rule.closed === undefined && anyRule(rule, ({ memory }) => memory !== undefined)

/**
 * A value times what a schedule makes of the base it started from.
 * @throws {UndefinedValue} when no factor leads from a base of 0 to its value.
 */
export function timesFactor(product: number, value: number, base: number): number {
  if (value === base) return product
  if (base === 0) throw new UndefinedValue(`no factor leads from the initial value 0 to ${value}`)
  // From the base itself it leads to its value exactly; a division would round on the way.
  return product === base ? value : product * (value / base)
}
