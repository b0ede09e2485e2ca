import { length, optionalRate, rate, share, steps } from '../shape/parameters.ts'
import { withWarmup } from '../shape/phases.ts'
import { preset, PresetRefusal } from '../preset.ts'

/** The parameters of a warmup; by default it starts at the lowest rate. */
export const WARMUP = {
  warmup_updates: steps('Updates of warmup.').default(0),
  warmup_init_lr: optionalRate('Rate at the start of warmup. Default: the lowest rate.'),
}

/** The steps of fairseq. */
export const FAIRSEQ_STEP = [
  preset({
    name: 'fairseq/step',
    summary:
      'Warmup, then multiplies by lr_decay every lr_deacy_period (sic) updates, down to min_lr.',
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
]
