import { z } from 'zod'

/** The highest step of an optimizer: far beyond any training run, and exact in a double. */
export const MAX_STEP = 2 ** 48

/** A scheduler step: the values at step k are those after k calls of torch's `scheduler.step()`. */
export const Step = z.int().min(0).max(MAX_STEP)

/** The last sealed step: -1 before the first advance. */
export const SealedThrough = z.int().min(-1).max(MAX_STEP)

/** A length of at least one step. */
export const Steps = z.int().min(1).max(MAX_STEP)

/** A double. JSON text beyond the range of doubles (1e400) is refused, as are NaN and Infinity. */
export const Finite = z.number()

/** Any double: a number, or a word for a value without a JSON number. */
export const JsonDouble = z
  .union([Finite, z.enum(['nan', 'inf', '-inf'])], {
    error: 'wanted a number, "nan", "inf" or "-inf"',
  })
  .meta({
    id: 'MetricValue',
    description: 'A number, or "nan", "inf" or "-inf", which JSON cannot write as numbers.',
  })
export type JsonDouble = z.infer<typeof JsonDouble>

const NON_FINITE = { nan: NaN, inf: Infinity, '-inf': -Infinity } as const

/** The double of a number or a word. */
export const fromJsonDouble = (wide: JsonDouble): number =>
  typeof wide === 'number' ? wide : NON_FINITE[wide]

/** A double as JSON can represent it. */
export function toJsonDouble(double: number): JsonDouble {
  if (Number.isFinite(double)) return double
  if (Number.isNaN(double)) return 'nan'
  return double > 0 ? 'inf' : '-inf'
}
