import { z } from 'zod'
import { float } from '../shape/expressions.ts'
import {
  below1,
  isLeftOut,
  length,
  optionalRate,
  positive,
  rate,
  word,
} from '../shape/parameters.ts'
import { preset, PresetRefusal } from '../preset.ts'
import { scaledRate, WARMUP, withTimmWarmup } from './scaled.ts'

const WSD = {
  t_initial: length('Steps after the warmup: hold and decay.'),
  decay_t: z
    .number()
    .positive()
    .meta({ description: 'Steps of the decay at the end.', unit: 'steps' }),
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

/** The remaining share at the progress q of the decay. */
function decayOf({ decay_fn, decay_power, decay_ratio }: Decay, q: string): string {
  const r = float(decay_ratio)
  const ways = {
    linear: `(1.0 - ${q})`,
    '1-sqrt': `(1.0 - sqrt(${q}))`,
    cosine: `(0.5 * (1.0 + cos(pi * ${q})))`,
    power: `(1.0 - ${q} ** ${float(decay_power)})`,
    exp: `((${r} ** ${q} - ${r}) / ${float(1 - decay_ratio)})`,
  }
  return ways[decay_fn]
}

interface Stable {
  readonly stable_fn: 'constant' | 'rsqrt' | 'power'
  readonly stable_timescale?: number | null | undefined
  readonly stable_power: number
  readonly warmup_t: number
}

/** The factor of the rate before the decay, at a time after the warmup. */
function stableOf(given: Stable, time: string): string {
  if (given.stable_fn === 'constant') return '1.0'
  const timescale = given.stable_timescale ?? given.warmup_t
  if (timescale <= 0) {
    const detail = isLeftOut(given.stable_timescale) ? 'omitted without warmup' : 'given 0'
    throw new PresetRefusal('stable_timescale', `${detail}, wanted more than 0`)
  }
  const power = given.stable_fn === 'rsqrt' ? 0.5 : given.stable_power
  return `(1.0 + ${time} / ${float(timescale)}) ** -${float(power)}`
}

/** timm's warmup-stable-decay, whose warmup always comes first. */
export const TIMM_WSD = [
  preset({
    name: 'timm/wsd',
    summary: 'Warmup, then constant or a slow decrease, then a decay at the end.',
    parameters: WSD,
    example: { t_initial: 90, decay_t: 30, warmup_t: 10 },
    expand: (given, context) => {
      const { warmup_t, lr_min, decay_t, t_initial } = given
      if (decay_t > t_initial) {
        throw new PresetRefusal(
          'decay_t',
          `given ${decay_t}, wanted at most t_initial, ${t_initial}`,
        )
      }
      const scaled = scaledRate(context)
      const time = `(epoch - ${warmup_t})`
      const least = float(lr_min)
      const held = `max(${scaled.base} * ${stableOf(given, time)}, ${least})`
      const decayed = `(${time} - ${float(t_initial - decay_t)})`
      const q = `min(${decayed} / ${float(decay_t)}, 1.0)`
      const decay = `${least} + (${held} - ${least}) * ${decayOf(given, q)}`
      const then = `(${held} if ${decayed} <= 0 else ${decay})`
      return withTimmWarmup(given, scaled, then)
    },
  }),
]
