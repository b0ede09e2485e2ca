import { expm1 } from './expm1.ts'

/**
 * The hyperbolic tangent with the bits of CPython's `math.tanh` with glibc 2.36 on x86-64 with
 * fused multiply-add: the nearest double or one of the next two on either side; below 1 the nearest
 * for little more than half of all numbers. The algorithm is Sun's fdlibm (s_tanh.c); only expm1
 * has fused operations.
 */
export function tanh(x: number): number {
  const size = Math.abs(x)
  if (size < 2 ** -55 || Number.isNaN(x)) return x
  const value = size < 22 ? positiveTanh(size) : 1
  return x < 0 ? -value : value
}

function positiveTanh(x: number): number {
  if (x >= 1) return 1 - 2 / (expm1(2 * x) + 2)
  const change = expm1(-2 * x)
  return -change / (change + 2)
}
