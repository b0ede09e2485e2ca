/** One of several cycles: its number from 0, the epoch at which it begins, and its steps. */
export interface Cycle {
  readonly index: number
  readonly start: number
  readonly length: number
}

/** Cycles are numbered below 2 ** 53, by as many bits. */
const BITS = 53

/**
 * The double nearest to 100 / 3 is slightly greater than 100 / 3, and 15 000 times this double is
 * the double next to 500 000. So a cycle also contains an epoch that is less than this share before
 * its start: less than the distance of two whole epochs, up to 2 ** 48.
 */
const ROUNDING_TOLERANCE = 2 ** -51

/**
 * Cycles of `period`, `period * growth`, `period * growth ** 2`, ... steps. Cycle i begins at
 * `period` times the sum of the first i powers of `growth`. The sum is computed from sums of 1, 2,
 * 4, 8, ... powers: few operations for any i, no accumulated error, and exact for a whole `growth`.
 */
export function cyclesOf(period: number, growth: number) {
  const sums = [1]
  const powers = [growth]
  for (let bit = 1; bit < BITS; bit++) {
    sums.push(sums[bit - 1]! * (1 + powers[bit - 1]!))
    powers.push(powers[bit - 1]! ** 2)
  }
  /** The last cycle for which `holds` is true, given its start in periods and its number. */
  const lastWhere = (holds: (sum: number, index: number) => boolean): Cycle => {
    let bits = 0
    while (bits < BITS && holds(sums[bits]!, 2 ** bits)) bits += 1
    let index = 0
    let sum = 0
    let power = 1
    for (let bit = bits - 1; bit >= 0; bit--) {
      const further = sum + power * sums[bit]!
      if (!holds(further, index + 2 ** bit)) continue
      index += 2 ** bit
      sum = further
      power *= powers[bit]!
    }
    return { index, start: period * sum, length: period * power }
  }
  return {
    /** The cycle of an epoch. A cycle begins at the first epoch at or after its start. */
    at: (epoch: number): Cycle => {
      const reach = epoch * (1 + ROUNDING_TOLERANCE)
      const cycle = lastWhere((sum) => period * sum <= reach)
      return { ...cycle, start: Math.min(cycle.start, epoch) }
    },
    /** The cycle with this number. */
    numbered: (wanted: number): Cycle => lastWhere((_sum, index) => index <= wanted),
  }
}
