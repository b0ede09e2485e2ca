import { z } from 'zod'
import { float } from '../shape/expressions.ts'
import { rate } from '../shape/parameters.ts'
import { preset } from '../preset.ts'
import { prefix } from './cycles.ts'
import { scaledRate, timeOf, WARMUP, withTimmWarmup } from './scaled.ts'

const RATE = { decay_rate: rate('Factor of each decay.').default(1) }

/** A length that need not be whole, also as a share of the run. */
const Interval = z.number().positive().meta({ description: 'Steps between decays.', unit: 'steps' })
const Milestone = z.number().min(0).meta({ description: 'The step after a decay.', unit: 'steps' })

/** The decays of timm in steps. Its `t` is our step. */
export const TIMM = [
  preset({
    name: 'timm/step',
    summary: 'Multiplies by decay_rate every decay_t steps after the warmup.',
    parameters: { decay_t: Interval, ...RATE, ...WARMUP, ...prefix(true) },
    example: { decay_t: 30, decay_rate: 0.1, warmup_t: 5, warmup_lr_init: 1e-4 },
    expand: ({ decay_t, decay_rate, ...given }, context) => {
      const scaled = scaledRate(context)
      const decays = `(${timeOf(given)} // ${decay_t})`
      return withTimmWarmup(given, scaled, `${scaled.base} * ${float(decay_rate)} ** ${decays}`)
    },
  }),
  preset({
    name: 'timm/multistep',
    summary: 'Multiplies by decay_rate one step before each of decay_t, as timm does.',
    parameters: {
      decay_t: z.array(Milestone).min(1).max(300),
      ...RATE,
      ...WARMUP,
      ...prefix(true),
    },
    example: { decay_t: [30, 60, 90], decay_rate: 0.1 },
    expand: ({ decay_t, decay_rate, ...given }, context) => {
      const scaled = scaledRate(context)
      const passed = passedAt(decay_t, `${timeOf(given)} + 1`)
      const then = `${scaled.base} * ${float(decay_rate)} ** ${passed}`
      return withTimmWarmup(given, scaled, then)
    },
  }),
]

/**
 * The number of decays up to a time, as an expression. timm finds it with `bisect_right`, also in a
 * list that is not sorted, of which it then skips a part.
 */
function passedAt(decays: readonly number[], time: string): string {
  const ends = [...new Set(decays)].sort((a, b) => a - b)
  const counts = ends.map((_, index) => bisectRight(decays, ends[index - 1] ?? -Infinity))
  const parts = ends.map((end, index) => `${counts[index]} if ${time} < ${end} else `)
  return `(${parts.join('')}${bisectRight(decays, ends.at(-1)!)})`
}

/** Python's `bisect.bisect_right`. */
function bisectRight(list: readonly number[], wanted: number): number {
  let [low, high] = [0, list.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (wanted < list[middle]!) high = middle
    else low = middle + 1
  }
  return low
}
