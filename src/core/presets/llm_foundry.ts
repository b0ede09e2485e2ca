import { float, progress, linearRise, scaleByExpression } from './shape/expressions.ts'
import { length, rate, runLength, runOf, steps } from './shape/parameters.ts'
import { phased, warmup } from './shape/phases.ts'
import { preset, PresetRefusal } from './preset.ts'

/** The scheduler of llm-foundry, in factors of the group's rate. */
export const LLM_FOUNDRY = [
  preset({
    name: 'llm_foundry/inverse_sqrt_with_warmup',
    summary: 'Linear warmup, then the inverse square root, then a linear cooldown.',
    parameters: {
      t_warmup: steps('Steps of warmup.'),
      t_scale: length('Time scale of the decay.'),
      t_cooldown: steps('Steps of the cooldown at the end.'),
      t_max: runLength('Length of the schedule.'),
      alpha_f_decay: rate('Limit of the decay, as a factor.').default(0),
      alpha_f_cooldown: rate('Factor after the cooldown.').default(0),
    },
    example: { t_warmup: 100, t_scale: 100, t_cooldown: 200, t_max: 1000 },
    expand: (given, settings) => {
      const { t_warmup, t_scale, t_cooldown, alpha_f_decay, alpha_f_cooldown } = given
      const run = runOf('t_max', given.t_max, settings)
      const decay = run - t_cooldown - t_warmup
      if (decay < 0) {
        const detail = `given ${t_cooldown} after ${t_warmup} of warmup, wanted no more than the ${run} of t_max`
        throw new PresetRefusal('t_cooldown', detail)
      }
      if (alpha_f_decay < alpha_f_cooldown) {
        const detail = `given ${alpha_f_cooldown}, wanted at most alpha_f_decay, ${alpha_f_decay}`
        throw new PresetRefusal('alpha_f_cooldown', detail)
      }
      const reached = alpha_f_decay + (1 - alpha_f_decay) / Math.sqrt(decay / t_scale + 1)
      const end = t_cooldown === 0 ? reached : alpha_f_cooldown
      if (alpha_f_decay === 0) {
        return phased(
          warmup(t_warmup),
          { curve: 'inverse_power', timescale: t_scale, power: 0.5, duration: decay },
          { curve: 'linear', from: reached, to: end, duration: t_cooldown },
        )
      }
      const [limit, start] = [float(alpha_f_decay), t_warmup + decay]
      const falling = `${limit} + (1 - ${limit}) / sqrt((epoch - ${t_warmup}) / ${t_scale} + 1)`
      const cooling = `${float(reached)} + (${float(end)} - ${float(reached)})`
      const last = `${cooling} * ${progress(start, Math.max(t_cooldown, 1))}`
      return scaleByExpression(
        linearRise('0.0', '1.0', t_warmup, `${falling} if epoch < ${start} else ${last}`),
      )
    },
  }),
]
