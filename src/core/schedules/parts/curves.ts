import { log } from '../../numerics/log.ts'
import { pow } from '../../numerics/pow.ts'
import { tanh } from '../../numerics/tanh.ts'
import { cos } from '../../numerics/trigonometric.ts'

/** The curves that lead from one value to another. */
export const CURVES = ['linear', 'cosine', 'exponential', 'logarithmic', 'tanh', 'rex'] as const

/** A curve, and what bends it. */
export interface Curve {
  readonly curve: (typeof CURVES)[number]
  /** Of an exponential: end over start. Left out, that of the very values it leads between. */
  readonly ratio?: number | undefined
  /** Of a logarithmic: base. Left out, the duration. */
  readonly base?: number | undefined
  /** Of a tanh: where on it the way begins, and where it ends. */
  readonly lb?: number | undefined
  readonly ub?: number | undefined
}

export const DEFAULT_LB = -7
export const DEFAULT_UB = 3

/** The part of the way that is left after a part q of the time: 1 at first, then down to 0. */
type Remaining = (q: number) => number

export const linear: Remaining = (q) => 1 - q

/** Half a cosine wave. Source: Loshchilov and Hutter, SGDR, https://arxiv.org/abs/1608.03983. */
export const cosine: Remaining = (q) => (1 + cos(Math.PI * q)) / 2

/** Source: Chen, Wolfe and Kyrillidis, REX, https://arxiv.org/abs/2107.04197. */
const rex: Remaining = (q) => (1 - q) / (1 - q / 2)

/** From `lb` to `ub` on the curve of tanh; it meets neither end exactly. Source: timm. */
const tanhBetween =
  (lb: number, ub: number): Remaining =>
  (q) =>
    (1 - tanh(lb * (1 - q) + ub * q)) / 2

/** Source: the "log" warmup of DeepSpeed's WarmupLR, where the base is the duration. */
function logarithmic(base: number): Remaining {
  const whole = log(base)
  return (q) => 1 - log(1 + q * (base - 1)) / whole
}

/** Source: Megatron-LM's exponential WSD decay (ratio 0.5); timm's (ratio 0.1). */
export const exponential =
  (ratio: number): Remaining =>
  (q) =>
    // The powers are not the nearest doubles: the difference may be a hair below 0.
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

/** How a curve runs over a duration in steps. An exponential here has its ratio. */
export const remainingOf = (curve: Curve, duration: number): Remaining =>
  REMAINING[curve.curve](curve, duration)
