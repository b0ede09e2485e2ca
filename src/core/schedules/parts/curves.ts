import { log } from '../../numerics/log.ts'
import { pow } from '../../numerics/pow.ts'
import { tanh } from '../../numerics/tanh.ts'
import { cos } from '../../numerics/trigonometric.ts'

/** The curves of a ramp from one value to another. */
export const CURVES = ['linear', 'cosine', 'exponential', 'logarithmic', 'tanh', 'rex'] as const

/** A curve, and its parameters. */
export interface Curve {
  readonly curve: (typeof CURVES)[number]
  /** Of an exponential: end / start. Default: the ratio of the two values of the ramp. */
  readonly ratio?: number | undefined
  /** Of a logarithmic curve: the base. Default: the duration. */
  readonly base?: number | undefined
  /** Of a tanh: the argument at the start, and the one at the end. */
  readonly lb?: number | undefined
  readonly ub?: number | undefined
}

export const DEFAULT_LB = -7
export const DEFAULT_UB = 3

/** The remaining share of the change after a share q of the time: from 1 down to 0. */
type Remaining = (q: number) => number

export const linear: Remaining = (q) => 1 - q

/** Half a cosine wave. Source: Loshchilov and Hutter, SGDR, https://arxiv.org/abs/1608.03983. */
export const cosine: Remaining = (q) => (1 + cos(Math.PI * q)) / 2

/** Source: Chen, Wolfe and Kyrillidis, REX, https://arxiv.org/abs/2107.04197. */
const rex: Remaining = (q) => (1 - q) / (1 - q / 2)

/** The curve of tanh from `lb` to `ub`; neither end is met exactly. Source: timm. */
const tanhBetween =
  (lb: number, ub: number): Remaining =>
  (q) =>
    (1 - tanh(lb * (1 - q) + ub * q)) / 2

/** Source: the "log" warmup of DeepSpeed's WarmupLR, with the duration as the base. */
function logarithmic(base: number): Remaining {
  const whole = log(base)
  return (q) => 1 - log(1 + q * (base - 1)) / whole
}

/** Source: Megatron-LM's exponential WSD decay (ratio 0.5); timm's (ratio 0.1). */
export const exponential =
  (ratio: number): Remaining =>
  (q) =>
    // The powers are not correctly rounded: the difference may be slightly below 0.
    Math.max(0, (pow(ratio, q) - ratio) / (1 - ratio))

const REMAINING: { readonly [C in Curve['curve']]: (curve: Curve, duration: number) => Remaining } =
  {
    linear: () => linear,
    cosine: () => cosine,
    exponential: ({ ratio }) => exponential(ratio!),
    logarithmic: ({ base }, duration) => logarithmic(base ?? duration),
    tanh: ({ lb = DEFAULT_LB, ub = DEFAULT_UB }) => tanhBetween(lb, ub),
    rex: () => rex,
  }

/** The remaining share of a curve over a duration in steps. An exponential must have its ratio. */
export const remainingOf = (curve: Curve, duration: number): Remaining =>
  REMAINING[curve.curve](curve, duration)
