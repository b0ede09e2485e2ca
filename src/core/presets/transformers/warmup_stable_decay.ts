import { z } from 'zod'
import { rate, steps, optionalSteps, word } from '../shape/parameters.ts'
import { float, scaleByExpression } from '../shape/expressions.ts'
import { preset } from '../preset.ts'
import { partsOf, RUN, warmupOf } from './run.ts'

const RAMPS = ['linear', 'cosine', '1-sqrt'] as const

/** The curves of the library's names, at the progress p of a ramp. */
const UP = {
  linear: (p: string) => p,
  cosine: (p: string) => `0.5 * (1.0 - cos(pi * (${p})))`,
  '1-sqrt': (p: string) => `(1.0 - sqrt(1.0 - ${p}))`,
}
const DOWN = {
  linear: (p: string) => `(1.0 - ${p})`,
  cosine: (p: string, cycles: number) => `0.5 * (1.0 + cos(pi * ${float(cycles)} * 2.0 * (${p})))`,
  '1-sqrt': (p: string) => `(1.0 - sqrt(${p}))`,
}

/** The schedule of transformers with warmup, hold and decay. */
export const TRANSFORMERS_WARMUP_STABLE_DECAY = [
  preset({
    name: 'hf/warmup_stable_decay',
    summary: 'Warmup from a floor, hold, decay to the floor.',
    parameters: {
      ...RUN,
      num_decay_steps: steps('Steps of decay.'),
      num_stable_steps: optionalSteps('Steps between the ramps. Default: the rest of the run.'),
      warmup_type: word(RAMPS, 'The curve of the increase.').default('linear'),
      decay_type: word(RAMPS, 'The curve of the decrease.').default('cosine'),
      min_lr_ratio: rate('Factor at both ends.').default(0),
      num_cycles: z.number().meta({ description: 'Full waves of a cosine decay.' }).default(0.5),
    },
    example: { num_warmup_steps: 100, num_decay_steps: 200, num_training_steps: 1000 },
    expand: (given, context) => {
      const { num_decay_steps: decay, num_stable_steps, num_cycles, min_lr_ratio } = given
      const warmup = warmupOf(given, context)
      const stable = num_stable_steps ?? partsOf(given, context).run - warmup - decay
      const [end, least] = [warmup + stable, float(min_lr_ratio)]
      const scaled = (factor: string) =>
        `max(0.0, ${factor} * ${float(1 - min_lr_ratio)} + ${least})`
      const up = scaled(UP[given.warmup_type](`epoch / ${Math.max(1, warmup)}`))
      const p = `(epoch - ${end}) / ${Math.max(1, decay)}`
      const down = scaled(DOWN[given.decay_type](p, num_cycles))
      const after = `1.0 if epoch < ${end} else ${down} if epoch < ${end + decay} else ${least}`
      return scaleByExpression(warmup === 0 ? after : `${up} if epoch < ${warmup} else ${after}`)
    },
  }),
]
