import { pow } from '../numerics/pow.ts'
import { lengthOf, maxOf, stepsOf, T_MAX, time } from './composer/time.ts'
import { float, scaleByExpression } from './shape/expressions.ts'
import { rate } from './shape/parameters.ts'
import { preset, PresetRefusal } from './preset.ts'

/** The inverse square root at a step, and the same as an expression. */
function inverseSqrt(limit: number, scale: number, warmup: number) {
  const height = 1 - limit
  return {
    at: (step: number) => limit + (1 / pow((step + scale - warmup) / scale, 0.5)) * height,
    text: `${float(limit)} + 1 / ((epoch + ${scale - warmup}) / ${scale}) ** 0.5 * ${float(height)}`,
  }
}

/** The scheduler of llm-foundry, in factors of the group's rate. */
export const LLM_FOUNDRY = [
  preset({
    name: 'llm_foundry/inverse_sqrt_with_warmup',
    summary: 'Linear warmup, then the inverse square root, then a linear cooldown.',
    parameters: {
      t_warmup: time('Steps of warmup.'),
      t_scale: time('Time scale of the decay.'),
      t_cooldown: time('Steps of the cooldown at the end; it begins after the warmup.'),
      ...T_MAX,
      alpha_f_decay: rate('Limit of the decay, as a factor.').default(0),
      alpha_f_cooldown: rate('Factor after the cooldown.').default(0),
    },
    example: { t_warmup: 100, t_scale: 100, t_cooldown: 200, t_max: 1000 },
    expand: ({ alpha_f_decay: limit, alpha_f_cooldown: end, ...given }, settings) => {
      if (limit < end) {
        const detail = `given ${end}, wanted at most alpha_f_decay, ${limit}`
        throw new PresetRefusal('alpha_f_cooldown', detail)
      }
      const warmup = stepsOf('t_warmup', given.t_warmup, settings)
      const cooldown = stepsOf('t_cooldown', given.t_cooldown, settings)
      const start = Math.max(maxOf(given.t_max, settings) - cooldown, warmup)
      const scale = lengthOf('t_scale', given.t_scale, settings)
      const { at, text } = inverseSqrt(limit, scale, warmup)
      const reached = at(start)
      const share = `min(1.0, (epoch - ${start}) / ${cooldown})`
      const cooling = `${float(reached)} + ${share} * ${float(end - reached)}`
      const last = cooldown === 0 ? float(reached) : cooling
      const after = `${text} if epoch < ${start} else ${last}`
      return scaleByExpression(
        warmup === 0 ? after : `epoch / ${warmup} if epoch < ${warmup} else ${after}`,
      )
    },
  }),
]
