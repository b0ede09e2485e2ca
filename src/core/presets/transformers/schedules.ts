import { z } from 'zod'
import { afterWarmup, defaultRate, example, partsOf, RUN, warmupOf } from './run.ts'
import { rate } from '../shape/parameters.ts'
import { float, scaleByExpression } from '../shape/expressions.ts'
import { preset, PresetRefusal } from '../preset.ts'

/** The schedules of transformers' `get_scheduler` that follow the step alone, cosines apart. */
export const TRANSFORMERS = [
  preset({
    name: 'hf/constant',
    summary: 'The group’s own rate throughout.',
    parameters: {},
    example: {},
    expand: () => ({ type: 'ConstantLR', factor: 1 }),
  }),
  preset({
    name: 'hf/constant_with_warmup',
    summary: 'Linear warmup from 0, then constant.',
    parameters: RUN,
    example: { num_warmup_steps: 100 },
    expand: (given, context) => scaleByExpression(afterWarmup(warmupOf(given, context), '1.0')),
  }),
  preset({
    name: 'hf/linear',
    summary: 'Linear warmup from 0, then linear decay to 0.',
    parameters: RUN,
    example,
    expand: (given, context) => {
      const { warmup, run } = partsOf(given, context)
      const decay = `max(0.0, (${run} - epoch) / ${Math.max(1, run - warmup)})`
      return scaleByExpression(afterWarmup(warmup, decay))
    },
  }),
  preset({
    name: 'hf/polynomial',
    summary:
      'Linear warmup from 0, then polynomial decay to lr_end, as a share of the default rate.',
    parameters: {
      ...RUN,
      lr_end: rate('Rate at the end of a group with the default rate.').default(1e-7),
      power: z.number().meta({ description: 'Power of the decay.' }).default(1),
    },
    example: { ...example, power: 2 },
    expand: ({ lr_end, power, ...given }, context) => {
      const { warmup, run } = partsOf(given, context)
      const level = defaultRate('lr_end', context)
      if (!(level > lr_end)) {
        const detail = `given ${lr_end}, wanted less than the default rate, ${level}`
        throw new PresetRefusal('lr_end', detail)
      }
      const [top, end] = [float(level), float(lr_end)]
      const remaining = `(1 - (epoch - ${warmup}) / ${run - warmup}) ** ${float(power)}`
      const decay = `(${float(level - lr_end)} * ${remaining} + ${end}) / ${top}`
      return scaleByExpression(afterWarmup(warmup, `${decay} if epoch <= ${run} else ${float(lr_end / level)}`)) // prettier-ignore
    },
  }),
  preset({
    name: 'hf/inverse_sqrt',
    summary: 'Linear warmup from 0, then decay with the inverse square root of the step.',
    parameters: {
      ...RUN,
      timescale: z.number().min(0).nullable().optional().meta({
        description: 'Time scale of the decay. Default: the warmup, or 10000.',
      }),
    },
    example: { num_warmup_steps: 100 },
    expand: ({ timescale, ...given }, context) => {
      const warmup = warmupOf(given, context)
      const scale = timescale ?? (warmup || 10_000)
      if (scale === 0) throw new PresetRefusal('timescale', 'given 0, wanted more')
      const decay = `1.0 / sqrt((epoch + ${float(scale - warmup)}) / ${float(scale)})`
      return scaleByExpression(afterWarmup(warmup, decay))
    },
  }),
]
