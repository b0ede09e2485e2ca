import { fusedPow } from './pow_fused.ts'
import { quickPow } from './pow_quick.ts'

/**
 * x^y with the bits of CPython's `float ** float` and `math.pow` with glibc 2.36 on x86-64 with
 * fused multiply-add: the nearest double, except for about 7 in 10,000, which are adjacent to it.
 * Math.pow has other bits: V8 computes x ** 2 as x * x and x ** 0.5 as a square root, which differ
 * for 1 x in 1,000, and all other powers by a function that depends on the machine.
 *
 * Special cases are those of C99: 1 to any power and any number to the power 0 are 1; a negative
 * number to a power that is no integer is NaN. If Python raises, the result is C's.
 */
export function pow(x: number, y: number): number {
  const size = Math.abs(y)
  const isOrdinary = x >= 2 ** -1022 && x < Infinity && size > 2 ** -65 && size < 2 ** 63
  if (!isOrdinary || x === 1) return specialPow(x, y)
  return quickPow(x, y) ?? fusedPow(x, y)
}

function specialPow(x: number, y: number): number {
  if (x === 1 || y === 0) return 1
  if (Number.isNaN(x) || Number.isNaN(y)) return NaN
  return x < 0 || Object.is(x, -0) ? negativePow(-x, y) : positivePow(x, y)
}

/** (-size)^y: only an odd integer y keeps the sign. */
function negativePow(size: number, y: number): number {
  const hasNoPower = Number.isFinite(y) && !Number.isInteger(y)
  if (hasNoPower && size > 0 && size < Infinity) return NaN
  const power = pow(size, y)
  return Math.abs(y) % 2 === 1 ? -power : power
}

/** x^y for x >= 0, for extreme x or y. */
function positivePow(x: number, y: number): number {
  if (x === 1) return 1
  if (x === 0 || x === Infinity || Math.abs(y) >= 2 ** 63) return x > 1 === y > 0 ? Infinity : 0
  return Math.abs(y) <= 2 ** -65 ? 1 : fusedPow(x, y)
}
