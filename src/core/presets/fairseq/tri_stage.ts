import { z } from 'zod'
import { log } from '../../numerics/log.ts'
import type { OptimizerSettings } from '../../schedules/schedule.ts'
import { float, setByExpression } from '../shape/expressions.ts'
import { isLeftOut, positive, rate, runLength, runOf, steps } from '../shape/parameters.ts'
import { preset, PresetRefusal } from '../preset.ts'
import { LR, rateText } from './rate.ts'

const STAGES = {
  warmup_steps: steps('Updates of warmup.').default(0),
  hold_steps: steps('Updates of the hold.').default(0),
  decay_steps: steps('Updates of decay.').default(0),
  phase_ratio: z
    .tuple([z.number().min(0), z.number().min(0), z.number().min(0)])
    .nullable()
    .optional()
    .meta({ description: 'Shares of max_update in place of the steps; their sum is 1.' }),
  max_update: runLength('Updates of the run, for phase_ratio.'),
}

/** The lengths of the stages: as given, or shares of the run truncated to whole updates. */
function stagesOf(
  given: z.output<z.ZodObject<typeof STAGES>>,
  settings: OptimizerSettings,
): [number, number, number] {
  const { warmup_steps, hold_steps, decay_steps, phase_ratio } = given
  if (isLeftOut(phase_ratio)) return [warmup_steps, hold_steps, decay_steps]
  const [up, hold, down] = phase_ratio
  const sum = up + hold + down
  // It depends on the version of Python whether the last bit counts.
  if (Math.abs(sum - 1) > Number.EPSILON) {
    throw new PresetRefusal('phase_ratio', `given shares with the sum ${sum}, wanted 1`)
  }
  const run = runOf('max_update', given.max_update, settings)
  return [Math.trunc(run * up), Math.trunc(run * hold), Math.trunc(run * down)]
}

/** The three stages of fairseq. */
export const FAIRSEQ_TRI_STAGE = [
  preset({
    name: 'fairseq/tri_stage',
    summary: 'Linear warmup, hold, exponential decay.',
    parameters: {
      ...LR,
      ...STAGES,
      init_lr_scale: rate('Factor at the start.').default(0.01),
      final_lr_scale: positive('Factor at the end.').default(0.01),
    },
    example: { warmup_steps: 100, hold_steps: 400, decay_steps: 500 },
    expand: ({ init_lr_scale, final_lr_scale, ...given }, settings) => {
      const [up, hold, down] = stagesOf(given, settings)
      if (down === 0) {
        const parameter = isLeftOut(given.phase_ratio) ? 'decay_steps' : 'phase_ratio'
        throw new PresetRefusal(parameter, 'evaluates to 0 steps of decay, wanted at least 1')
      }
      const [peak, held] = [rateText(given), up + hold]
      const first = `${float(init_lr_scale)} * ${peak}`
      const strength = float(-(-log(final_lr_scale) / down))
      const decay = `${peak} * exp(${strength} * (epoch - ${held}))`
      const end = `${float(final_lr_scale)} * ${peak}`
      const after = `${decay} if epoch <= ${held + down} else ${end}`
      const later = hold === 0 ? after : `${peak} if epoch < ${held} else ${after}`
      const warmup = `${first} + (${peak} - ${first}) / ${up} * epoch`
      return setByExpression(up === 0 ? later : `${warmup} if epoch < ${up} else ${later}`)
    },
  }),
]
