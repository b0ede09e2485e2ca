import { z } from 'zod'
import { float } from '../shape/expressions.ts'
import { nestable, nestedValue, type Nestable, type ValueAt } from '../shape/nestable.ts'
import { length, number, rate } from '../shape/parameters.ts'
import { PresetRefusal, type Preset, type PresetContext } from '../preset.ts'
import { COSINES } from './cosine.ts'
import { DECAYS } from './decays.ts'
import { ONE_CYCLE } from './one_cycle.ts'
import { RAMPS } from './ramps.ts'
import { STEPS } from './steps.ts'

const SCHEDULERS: readonly Nestable[] = [...DECAYS, ...STEPS, ...RAMPS, ...COSINES, ONE_CYCLE]

type Later = number | { readonly preset: string }

/** The rate after the warmup: a constant, or a scheduler from its step 0 on. */
function rateAfter(given: Later, context: PresetContext): ValueAt {
  if (typeof given === 'number') return () => float(given)
  const value = nestedValue([...SCHEDULERS, LINEAR_WARMUP], 'learning_rate', given, context)
  if (value) return value
  const detail = `given preset ${given.preset.slice(0, 60)}, wanted a rate, or a preset of Paddle`
  throw new PresetRefusal('learning_rate', detail)
}

const LINEAR_WARMUP: Nestable = nestable({
  name: 'paddle/linear_warmup',
  summary: 'Linear warmup, then a constant rate or a scheduler, possibly with a jump between them.',
  parameters: {
    learning_rate: z
      .union([rate('Rate after warmup.'), z.looseObject({ preset: z.string() })], {
        error: 'wanted a rate, or a preset of Paddle with its own parameters',
      })
      .meta({ description: 'Rate after warmup, or a preset of Paddle.' }),
    warmup_steps: length('Steps of warmup.'),
    start_lr: number('Rate at the start.'),
    end_lr: number('Rate at the end of warmup, above start_lr.'),
  },
  example: { learning_rate: 0.1, warmup_steps: 100, start_lr: 0, end_lr: 0.1 },
  valueAt: ({ learning_rate, warmup_steps: warmup, start_lr, end_lr }, context) => {
    if (end_lr <= start_lr) {
      throw new PresetRefusal('end_lr', `given ${end_lr}, wanted more than start_lr, ${start_lr}`)
    }
    const later = rateAfter(learning_rate, context)
    return (time) => {
      const rise = `${float(end_lr - start_lr)} * ${time} / ${warmup} + ${float(start_lr)}`
      return `${rise} if ${time} < ${warmup} else ${later(`(${time} - ${warmup})`)}`
    }
  },
})

/** The schedulers of Paddle. */
export const PADDLE: readonly Preset[] = [...SCHEDULERS, LINEAR_WARMUP].map((each) => each.preset)
