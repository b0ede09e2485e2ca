import { z } from 'zod'
import type { OptimizerSettings } from '../../schedules/schedule.ts'
import {
  flag,
  isLeftOut,
  length,
  monitor,
  optionalRate,
  positive,
  rate,
  runLength,
  runOf,
  share,
  steps,
} from '../shape/parameters.ts'
import { levelOf, phased, scaledLevel, withWarmup, warmup } from '../shape/phases.ts'
import { reduction, reports } from '../shape/plateau.ts'
import { preset, PresetRefusal } from '../preset.ts'

const lr = optionalRate('Highest rate. Left out: the group’s own.')
const WARMUP = {
  warmup_updates: steps('Updates of warmup.').default(0),
  warmup_init_lr: optionalRate('Rate that warmup begins at. Left out: the lowest there is.'),
}
const STAGES = {
  warmup_steps: steps('Updates of warmup.').default(0),
  hold_steps: steps('Updates in between.').default(0),
  decay_steps: steps('Updates of decay.').default(0),
  phase_ratio: z
    .tuple([z.number().min(0), z.number().min(0), z.number().positive()])
    .nullable()
    .optional()
    .meta({ description: 'Shares of max_update in their place; they add up to 1.' }),
  max_update: runLength('Updates of the run, for phase_ratio.'),
}

/** The lengths of the stages: as given, or as shares of the run cut off to whole updates. */
function stagesOf(
  given: z.output<z.ZodObject<typeof STAGES>>,
  settings: OptimizerSettings,
): number[] {
  const { warmup_steps, hold_steps, decay_steps, phase_ratio } = given
  const stages = [warmup_steps, hold_steps, decay_steps]
  if (isLeftOut(phase_ratio)) return stages
  const sum = phase_ratio[0] + phase_ratio[1] + phase_ratio[2]
  if (Math.abs(sum - 1) > 1e-9) {
    throw new PresetRefusal('phase_ratio', `given shares that add up to ${sum}, wanted 1`)
  }
  if (stages.some((steps) => steps > 0)) {
    throw new PresetRefusal('phase_ratio', 'given beside numbers of steps, wanted one or the other')
  }
  const run = runOf('max_update', given.max_update, settings)
  return phase_ratio.map((share) => Math.trunc(run * share))
}

/** The stages and steps of fairseq, and its plateau. */
export const FAIRSEQ_OTHERS = [
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
  preset({
    name: 'fairseq/step',
    summary: 'Warmup, then times lr_decay every lr_deacy_period (sic) updates, down to min_lr.',
    parameters: {
      ...WARMUP,
      min_lr: rate('Lowest rate.').default(0),
      lr_deacy_period: length('Updates between decays.').default(25_000),
      lr_decay: share('Factor of each decay.').default(0.5),
    },
    example: { lr_deacy_period: 1000, min_lr: 1e-6 },
    expand: ({ warmup_updates, warmup_init_lr, min_lr, lr_deacy_period, lr_decay }) => {
      if ((warmup_init_lr ?? min_lr) < min_lr) {
        const detail = `given ${warmup_init_lr}, wanted at least min_lr, ${min_lr}`
        throw new PresetRefusal('warmup_init_lr', detail)
      }
      return {
        ...withWarmup(
          { duration: warmup_updates, from: { value: warmup_init_lr ?? min_lr }, to: 1 },
          { type: 'StepLR', step_size: lr_deacy_period, gamma: lr_decay },
        ),
        ...(min_lr > 0 ? { min: { value: min_lr } } : {}),
      }
    },
  }),
  preset({
    name: 'fairseq/reduce_lr_on_plateau',
    summary: 'Warmup by update, then times lr_shrink when a metric has stopped improving.',
    parameters: {
      monitor,
      lr_shrink: reduction('Factor of each reduction.').default(0.1),
      lr_threshold: rate('How much better counts, as a share.').default(1e-4),
      lr_patience: reports('Reports without improvement that are forgiven.').default(0),
      maximize_best_checkpoint_metric: flag('Whether more is better.').default(false),
      ...WARMUP,
    },
    example: { monitor: 'loss', warmup_updates: 100 },
    expand: (given) =>
      withWarmup(
        { duration: given.warmup_updates, from: { value: given.warmup_init_lr ?? 0 }, to: 1 },
        {
          type: 'ReduceLROnPlateau',
          monitor: given.monitor,
          mode: given.maximize_best_checkpoint_metric ? 'max' : 'min',
          factor: given.lr_shrink,
          patience: given.lr_patience,
          threshold: given.lr_threshold,
        },
      ),
  }),
]
