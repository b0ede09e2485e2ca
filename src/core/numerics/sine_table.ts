import { cosine, pi, sine } from './fixed_point.ts'
import { leading, remainder, TABLE_BITS } from './two_doubles.ts'

/** How many entries of the table make a full turn. */
export const TURN = 512

/** The sine of i/512 of a turn: by way of an angle up to an eighth of a turn. */
function sineOf(i: number): bigint {
  if (i > 256) return -sineOf(i - 256)
  if (i > 128) return sineOf(256 - i)
  const angle = (n: number) => (pi(TABLE_BITS) * BigInt(n)) >> 8n
  return i > 64 ? cosine(angle(128 - i), TABLE_BITS) : sine(angle(i), TABLE_BITS)
}

const SINES = Array.from({ length: TURN }, (_, i) => sineOf(i))

/** sin(2 pi i / 512) as a sum: the first 24 bits and the rest. */
export const SINE_LEADING = Float64Array.from(SINES, leading)
export const SINE_REST = Float64Array.from(SINES, (value, i) => remainder(value, SINE_LEADING[i]!))
