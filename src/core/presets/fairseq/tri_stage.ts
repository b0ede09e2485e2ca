import { z } from 'zod'
import type { OptimizerSettings } from '../../schedules/schedule.ts'
import {
  isLeftOut,
  optionalRate,
  positive,
  rate,
  runLength,
  runOf,
  steps,
} from '../shape/parameters.ts'
import { scaledLevel } from '../../schedules/level.ts'
import { levelOf, phased, warmup } from '../shape/phases.ts'
import { preset, PresetRefusal } from '../preset.ts'

const lr = optionalRate('Highest rate. Default: the group’s own.')
const STAGES = {
  warmup_steps: steps('Updates of warmup.').default(0),
  hold_steps: steps('Updates of the hold.').default(0),
  decay_steps: steps('Updates of decay.').default(0),
  phase_ratio: z
    .tuple([z.number().min(0), z.number().min(0), z.number().positive()])
    .nullable()
    .optional()
    .meta({ description: 'Shares of max_update instead; their sum is 1.' }),
  max_update: runLength('Updates of the run, for phase_ratio.'),
}

/** The lengths of the stages: as given, or shares of the run truncated to whole updates. */
function stagesOf(
  given: z.output<z.ZodObject<typeof STAGES>>,
  settings: OptimizerSettings,
): number[] {
  const { warmup_steps, hold_steps, decay_steps, phase_ratio } = given
  const stages = [warmup_steps, hold_steps, decay_steps]
  if (isLeftOut(phase_ratio)) return stages
  const sum = phase_ratio[0] + phase_ratio[1] + phase_ratio[2]
  if (Math.abs(sum - 1) > 1e-9) {
    throw new PresetRefusal('phase_ratio', `given shares with the sum ${sum}, wanted 1`)
  }
  if (stages.some((steps) => steps > 0)) {
    throw new PresetRefusal('phase_ratio', 'given with numbers of steps, wanted one or the other')
  }
  const run = runOf('max_update', given.max_update, settings)
  return phase_ratio.map((share) => Math.trunc(run * share))
}

/** The three stages of fairseq. */
export const FAIRSEQ_TRI_STAGE = [
  preset({
    name: 'fairseq/tri_stage',
    summary: 'Linear warmup, hold, exponential decay.',
    parameters: {
      lr,
      ...STAGES,
      init_lr_scale: rate('Factor at the start.').default(0.01),
      final_lr_scale: positive('Factor at the end.').default(0.01),
    },
    example: { warmup_steps: 100, hold_steps: 400, decay_steps: 500 },
    expand: ({ lr, init_lr_scale, final_lr_scale, ...given }, settings) => {
      const [up, hold, down] = stagesOf(given, settings) as [number, number, number]
      if (down === 0) throw new PresetRefusal('decay_steps', 'given 0, wanted at least 1')
      const peak = levelOf(lr, 1)
      return phased(
        warmup(up, scaledLevel(peak, init_lr_scale), peak),
        { curve: 'hold', to: peak, duration: hold },
        { curve: 'exponential', from: peak, to: scaledLevel(peak, final_lr_scale), duration: down },
      )
    },
  }),
]
