import { cosine, pi, sine } from './fixed_point.ts'
import { leading, remainder, TABLE_BITS } from './table.ts'

/** The number of entries: a full circle. */
export const TURN = 512

/** sin(i pi/256) for i from 0 to 128, from angles up to an eighth of the circle. */
const QUARTER = Array.from({ length: TURN / 4 + 1 }, (_, i) => {
  const angle = (pi(TABLE_BITS) * BigInt(Math.min(i, 128 - i))) >> 8n
  return i > 64 ? cosine(angle, TABLE_BITS) : sine(angle, TABLE_BITS)
})

function sineAt(i: number): bigint {
  if (i > TURN / 2) return -sineAt(i - TURN / 2)
  return QUARTER[Math.min(i, TURN / 2 - i)]!
}

const SINES = Array.from({ length: TURN }, (_, i) => sineAt(i))

/** sin(i pi/256) as a sum: the first 24 bits and the rest. */
export const SINE_LEADING = Float64Array.from(SINES, leading)
export const SINE_REST = Float64Array.from(SINES, (value, i) => remainder(value, SINE_LEADING[i]!))
