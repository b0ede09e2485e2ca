import { z } from 'zod'
import { afterWarmup, defaultRate, example, partsOf, RUN, type Run } from './run.ts'
import { isLeftOut, optionalRate } from '../shape/parameters.ts'
import { float, scaleByExpression } from '../shape/expressions.ts'
import { preset, PresetRefusal, type PresetContext } from '../preset.ts'

const WAVES = z.number().meta({
  description:
    'Full waves: 0.5 is down, 1 is down and up, 1.5 is down, up and down. After the run the wave continues.',
})

/** A cosine of the progress, as the library writes it. */
const wave = (cycles: number, progress: string): string =>
  `0.5 * (1.0 + cos(pi * ${float(cycles)} * 2.0 * (${progress})))`

const FLOOR = {
  min_lr: optionalRate('Lowest rate of a group with the default rate. Or min_lr_rate.'),
  min_lr_rate: optionalRate('Lowest rate as a factor of the group’s.'),
}

/** The floor as a factor: `min_lr` becomes a share of the optimizer's default rate. */
function floorOf(
  given: { readonly min_lr?: number | null | undefined; min_lr_rate?: number | null | undefined },
  context: PresetContext,
): number {
  const both = [given.min_lr, given.min_lr_rate].map(isLeftOut)
  if (both[0] === both[1]) {
    const said = both[0] ? 'omitted' : 'given'
    throw new PresetRefusal('min_lr_rate', `${said}, and so is min_lr: wanted one of the two`)
  }
  return given.min_lr_rate ?? given.min_lr! / defaultRate('min_lr', context)
}

const above = (factor: string, floor: number): string =>
  `max(0, ${factor} * ${float(1 - floor)} + ${float(floor)})`

/** Warmup with a first step above 0 and a last step at 1. */
function warmupFrom(first: number | null | undefined, warmup: number): string {
  if (isLeftOut(first)) return `(epoch + 1.0) / ${Math.max(1, warmup)}`
  return `${float(first)} + ${float(1 - first)} * epoch / ${Math.max(1, warmup - 1)}`
}

/** The cosines of transformers' `get_scheduler`. */
export const TRANSFORMERS_COSINE = [
  preset({
    name: 'hf/cosine',
    summary: 'Linear warmup from 0, then a cosine wave between 1 and 0.',
    parameters: { ...RUN, num_cycles: WAVES.default(0.5) },
    example,
    expand: (given, context) => {
      const { warmup, progress } = partsOf(given, context)
      const factor = `max(0.0, ${wave(given.num_cycles, progress)})`
      return scaleByExpression(afterWarmup(warmup, factor))
    },
  }),
  preset({
    name: 'hf/cosine_with_restarts',
    summary: 'Linear warmup from 0, then cosines to 0, each starting again at the top.',
    parameters: {
      ...RUN,
      num_cycles: z.number().meta({ description: 'The number of cosines.' }).default(1),
    },
    example: { ...example, num_cycles: 3 },
    expand: (given: Run & { num_cycles: number }, context) => {
      const { warmup, progress } = partsOf(given, context)
      const cosine = `0.5 * (1.0 + cos(pi * ((${float(given.num_cycles)} * (${progress})) % 1.0)))`
      const factor = `0.0 if ${progress} >= 1.0 else max(0.0, ${cosine})`
      return scaleByExpression(afterWarmup(warmup, factor))
    },
  }),
  preset({
    name: 'hf/cosine_with_min_lr',
    summary: 'Linear warmup from 0, then a cosine wave between 1 and a floor.',
    parameters: { ...RUN, num_cycles: WAVES.default(0.5), ...FLOOR },
    example: { ...example, min_lr_rate: 0.1 },
    expand: (given, context) => {
      const { warmup, progress } = partsOf(given, context)
      const factor = above(wave(given.num_cycles, progress), floorOf(given, context))
      return scaleByExpression(afterWarmup(warmup, factor))
    },
  }),
  preset({
    name: 'hf/cosine_warmup_with_min_lr',
    summary:
      'Warmup that does not begin at 0, then a cosine that is at its floor on the last step.',
    parameters: {
      ...RUN,
      num_cycles: WAVES.default(0.5),
      ...FLOOR,
      warmup_lr_rate: optionalRate('Factor at the start of warmup. Default: 1/num_warmup_steps.'),
    },
    example: { ...example, min_lr_rate: 0.1 },
    expand: ({ warmup_lr_rate, ...given }, context) => {
      const { warmup, run } = partsOf(given, context)
      const progress = `(epoch - ${warmup} + 1.0) / ${Math.max(1, run - warmup)}`
      const factor = above(wave(given.num_cycles, progress), floorOf(given, context))
      if (warmup === 0) return scaleByExpression(factor)
      const up = warmupFrom(warmup_lr_rate, warmup)
      return scaleByExpression(`${up} if epoch < ${warmup} else ${factor}`)
    },
  }),
]
