import { WARMUP } from './schedules.ts'
import { float, progress, linearRise, setByExpression } from '../shape/expressions.ts'
import {
  below1,
  isLeftOut,
  length,
  optionalRate,
  positive,
  rate,
  restOf,
  word,
} from '../shape/parameters.ts'
import { phased, warmup } from '../shape/phases.ts'
import { preset, PresetRefusal } from '../preset.ts'

const WSD = {
  t_initial: length('Steps after the warmup: hold and decay.'),
  decay_t: length('Steps of the decay at the end.'),
  lr_min: rate('Rate at the end.').default(0),
  stable_fn: word(['constant', 'rsqrt', 'power'], 'The curve before the decay.').default(
    'constant',
  ),
  stable_timescale: optionalRate('Time scale of rsqrt and power. Default: warmup_t.'),
  stable_power: positive('Power of power.').default(0.5),
  decay_fn: word(['linear', '1-sqrt', 'cosine', 'power', 'exp'], 'The curve of the decay.').default(
    '1-sqrt',
  ),
  decay_power: positive('Power of a power decay.').default(0.5),
  decay_ratio: below1('Ratio of an exp decay.').default(0.1),
  ...WARMUP,
}

interface Decay {
  readonly decay_fn: 'linear' | '1-sqrt' | 'cosine' | 'power' | 'exp'
  readonly decay_power: number
  readonly decay_ratio: number
}

/** The decay as a curve, and as an expression of its progress q. */
function decayOf({ decay_fn, decay_power, decay_ratio }: Decay) {
  const r = float(decay_ratio)
  const ways = {
    linear: { curve: { curve: 'linear' }, text: (q: string) => `(1 - ${q})` },
    '1-sqrt': { curve: { curve: 'linear', k: 0.5 }, text: (q: string) => `(1 - sqrt(${q}))` },
    cosine: { curve: { curve: 'cosine' }, text: (q: string) => `(1 + cos(pi * ${q})) / 2` },
    power: {
      curve: { curve: 'linear', k: decay_power },
      text: (q: string) => `(1 - ${q} ** ${float(decay_power)})`,
    },
    exp: {
      curve: { curve: 'exponential', ratio: decay_ratio },
      text: (q: string) => `(${r} ** ${q} - ${r}) / (1 - ${r})`,
    },
  }
  return ways[decay_fn]
}

interface Stable {
  readonly stable_fn: 'constant' | 'rsqrt' | 'power'
  readonly stable_timescale?: number | null | undefined
  readonly stable_power: number
  readonly warmup_t: number
}

/** The rate without the decay, as an expression: a factor that decreases without end. */
function stableOf(given: Stable): string {
  const timescale = given.stable_timescale ?? given.warmup_t
  if (timescale <= 0) {
    const detail = isLeftOut(given.stable_timescale) ? 'omitted without warmup' : 'given 0'
    throw new PresetRefusal('stable_timescale', `${detail}, wanted more than 0`)
  }
  const power = given.stable_fn === 'rsqrt' ? 0.5 : given.stable_power
  return `(1 + (epoch - ${given.warmup_t}) / ${float(timescale)}) ** -${float(power)}`
}

/** timm's warmup-stable-decay, whose warmup always comes first. */
export const TIMM_WSD = [
  preset({
    name: 'timm/wsd',
    summary: 'Warmup, then constant or a slow decrease, then a decay at the end.',
    parameters: WSD,
    example: { t_initial: 90, decay_t: 30, warmup_t: 10 },
    expand: (given) => {
      const { warmup_t, lr_min, decay_t, stable_fn } = given
      const hold = given.t_initial === decay_t ? 0 : restOf('decay_t', decay_t, given.t_initial)
      const from = { value: given.warmup_lr_init }
      const decay = decayOf(given)
      if (stable_fn === 'constant') {
        return phased(
          warmup(warmup_t, from),
          { curve: 'hold', duration: hold },
          { ...decay.curve, to: { value: lr_min }, duration: decay_t },
        )
      }
      const least = float(lr_min)
      const stable = `(max(base * ${stableOf(given)}, ${least}) - ${least})`
      const after = `${least} + ${stable} * ${decay.text(progress(warmup_t + hold, decay_t))}`
      return setByExpression(linearRise(float(from.value), 'base', warmup_t, after))
    },
  }),
]
