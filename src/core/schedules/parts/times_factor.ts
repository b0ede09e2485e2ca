import { anyRule, UndefinedValue, type RuleTree } from '../rule.ts'

/** Whether a rule or a nested one monitors a metric: it then has memory, and no closed form. */
export const isMetricDriven = (rule: RuleTree): boolean =>
  rule.closed === undefined && anyRule(rule, ({ memory }) => memory !== undefined)

/**
 * The product so far times the factor of a schedule: its value divided by its base.
 * @throws {UndefinedValue} for a base of 0 and another value: there is no factor.
 */
export function timesFactor(product: number, value: number, base: number): number {
  if (value === base) return product
  if (base === 0)
    throw new UndefinedValue(`there is no factor from the initial value 0 to ${value}`)
  // The product of the base and its factor is the value exactly; a division would round it.
  return product === base ? value : product * (value / base)
}
