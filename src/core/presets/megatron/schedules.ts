import { pow } from '../../numerics/pow.ts'
import { float } from '../shape/expressions.ts'
import { isLeftOut, optionalSteps, word } from '../shape/parameters.ts'
import { preset, PresetRefusal } from '../preset.ts'
import { partsOf, RUN, withWarmup, type Parts } from './warmup.ts'

const example = { lr_warmup_steps: 100, lr_decay_steps: 1000, min_lr: 3e-5 }

/** A share of the way from the end to the peak, and after the run the end. */
const decayed = ({ peak, least, run }: Parts, share: string): string =>
  `${least} if epoch > ${run} else ${least} + (${share}) * (${peak} - ${least})`

/** The curves of Megatron's names for the last part of WSD, at the progress q. */
const WSD = {
  exponential: (q: string) => `2.0 * 0.5 ** ${q} - 1.0`,
  linear: (q: string) => `1.0 - ${q}`,
  cosine: (q: string) => `0.5 * (cos(pi * ${q}) + 1.0)`,
  minus_sqrt: (q: string) => `1.0 - sqrt(${q})`,
}

/** A decay over all steps after the warmup. */
const decay = (name: 'linear' | 'cosine') =>
  preset({
    name: `megatron/${name}`,
    summary: `Linear warmup, then ${name} decay. lr_decay_steps includes the warmup.`,
    parameters: RUN,
    example,
    expand: (given, context) => {
      const parts = partsOf(given, context)
      const { run, warmup } = parts
      const progress = `((epoch - ${float(warmup)}) / ${float(run - warmup)})`
      return withWarmup(given, parts, decayed(parts, WSD[name](progress)))
    },
  })

/** The styles of Megatron-LM's OptimizerParamScheduler. Its samples are our steps. */
export const MEGATRON = [
  preset({
    name: 'megatron/constant',
    summary: 'Linear warmup, then constant.',
    parameters: RUN,
    example: { lr_warmup_steps: 100 },
    expand: (given, context) => {
      const parts = partsOf(given, context, false)
      return withWarmup(given, parts, parts.peak)
    },
  }),
  decay('linear'),
  decay('cosine'),
  preset({
    name: 'megatron/inverse_square_root',
    summary: 'Linear warmup, then the inverse square root of the step, then a drop to min_lr.',
    parameters: RUN,
    example,
    expand: (given, context) => {
      const parts = partsOf(given, context)
      const { peak, least, run, warmup } = parts
      const falling = `${peak} * ${float(pow(Math.max(warmup, 1), 0.5))} / (max(epoch, 1) ** 0.5)`
      const then = `${least} if epoch > ${run} else max(${least}, ${falling})`
      return withWarmup(given, parts, then)
    },
  }),
  preset({
    name: 'megatron/wsd',
    summary:
      'Linear warmup, hold, decay at the end. A decay longer than what is left begins in the warmup.',
    parameters: {
      ...RUN,
      wsd_decay_steps: optionalSteps('Steps of the decay at the end.'),
      lr_wsd_decay_style: word(
        ['exponential', 'linear', 'cosine', 'minus_sqrt'],
        'The curve of the decay.',
      ).default('exponential'),
    },
    example: { ...example, wsd_decay_steps: 200 },
    expand: ({ wsd_decay_steps: steps, lr_wsd_decay_style: style, ...given }, context) => {
      if (isLeftOut(steps)) throw new PresetRefusal('wsd_decay_steps', 'omitted, wanted steps')
      const parts = partsOf(given, context)
      const begin = parts.run - steps
      const progress = `((epoch - ${float(begin)}) / ${steps})`
      const share = `1.0 if epoch <= ${float(begin)} else ${WSD[style](progress)}`
      return withWarmup(given, parts, decayed(parts, share))
    },
  }),
]
