import { float } from '../shape/expressions.ts'
import { number, rate } from '../shape/parameters.ts'

/** A factor. */
export const ALPHA = { alpha: rate('Factor of the group’s rate.').default(1) }
/** The factor at the end. */
export const ALPHA_F = { alpha_f: rate('Factor at the end.').default(0) }
/** The factors at both ends. */
export const ENDS = { alpha_i: rate('Factor at the start.').default(1), ...ALPHA_F }
/** A power. */
export const power = number('Power of the decay.')
/** The factor of decays. */
export const GAMMA = { gamma: rate('Factor of each decay.').default(0.1) }

/** A line between two factors, at a progress of the schedule. */
export const line = (from: number, to: number, progress: string): string =>
  `${float(from)} + ${progress} * ${float(to - from)}`

/** A cosine from 1 to a factor. */
export const cosine = (to: number, progress: string): string =>
  `${float(to)} + ${float(1 - to)} * (1 + cos(${progress} * pi)) / 2`

/** A power of the remaining share, from 1 to a factor. */
export const polynomial = (to: number, exponent: number, progress: string): string =>
  `${float(to)} + (1 - ${progress}) ** ${float(exponent)} * ${float(1 - to)}`
