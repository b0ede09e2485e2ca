import { float, scaleByExpression, setByExpression } from '../shape/expressions.ts'
import { number, rate, runLength, runOf, steps, word } from '../shape/parameters.ts'
import { preset } from '../preset.ts'

const COOLDOWNS = ['cosine', '1-sqrt', 'linear', '1-square'] as const

/** The curves of a cooldown at a progress p, as factors. */
const COOLDOWN = {
  '1-sqrt': (p: string) => `1.0 - sqrt(${p})`,
  '1-square': (p: string) => `1.0 - (${p}) ** 2`,
  linear: (p: string) => `1.0 - ${p}`,
}

/** Schedules of pytorch_optimizer that are not torch's own. */
export const PYTORCH_OPTIMIZER = [
  preset({
    name: 'pytorch_optimizer/rex',
    summary:
      'The reflected exponential: a decrease that becomes faster. At step 0 it is at min_lr, as there.',
    parameters: {
      total_steps: runLength('Length of the run.'),
      max_lr: number('Rate at the start.').default(1),
      min_lr: number('Rate at the end, and at step 0.').default(0),
    },
    example: { total_steps: 1000, max_lr: 0.1 },
    expand: ({ total_steps, max_lr, min_lr }, settings) => {
      const run = runOf('total_steps', total_steps, settings)
      const [least, height] = [float(min_lr), float(max_lr - min_lr)]
      const left = `((1.0 - epoch / ${run}) / (1.0 - epoch / ${run} / 2.0))`
      return setByExpression(
        `${least} if epoch == 0 or epoch >= ${run} else ${least} + ${height} * ${left}`,
      )
    },
  }),
  preset({
    name: 'pytorch_optimizer/warmup_stable_decay',
    summary:
      'Linear warmup from 0, hold, decay; then min_lr_ratio, to which only the cosine leads.',
    parameters: {
      num_warmup_steps: steps('Steps of warmup.'),
      num_stable_steps: steps('Steps between the ramps.'),
      num_decay_steps: steps('Steps of decay.'),
      min_lr_ratio: rate('Factor after the decay, and at the end of a cosine.').default(0),
      num_cycles: number('Full waves of a cosine decay.').default(0.5),
      cooldown_type: word(COOLDOWNS, 'The curve of the decay.').default('1-sqrt'),
    },
    example: { num_warmup_steps: 100, num_stable_steps: 700, num_decay_steps: 200 },
    expand: ({ num_warmup_steps: warmup, num_decay_steps: decay, ...given }) => {
      const end = warmup + given.num_stable_steps
      const p = `(epoch - ${end}) / ${Math.max(1, decay)}`
      const wave = `max(0.0, 0.5 * (1.0 + cos(pi * ${float(given.num_cycles)} * 2.0 * (${p}))))`
      const cosine = `${float(1 - given.min_lr_ratio)} * ${wave} + ${float(given.min_lr_ratio)}`
      const down = given.cooldown_type === 'cosine' ? cosine : COOLDOWN[given.cooldown_type](p)
      const after = `${down} if epoch < ${end + decay} else ${float(given.min_lr_ratio)}`
      const held = `1.0 if epoch < ${end} else ${after}`
      return scaleByExpression(
        warmup === 0 ? held : `epoch / ${warmup} if epoch < ${warmup} else ${held}`,
      )
    },
  }),
  preset({
    name: 'pytorch_optimizer/proportion',
    summary:
      'Sets rho in proportion to the current rate. Attach it after the scheduler of the rate. The library reads the rate of its first group, this one that of each group.',
    parameters: {
      max_lr: rate('The rate at which it is max_value.'),
      min_lr: rate('The rate at which it is min_value.').default(0),
      max_value: number('Value at max_lr.').default(2),
      min_value: number('Value at min_lr.').default(2),
    },
    example: { max_lr: 0.1, max_value: 0.05, min_value: 0.01 },
    expand: ({ max_lr, min_lr, max_value, min_value }) => {
      const share = `(lr - ${float(min_lr)}) / ${float(max_lr - min_lr)}`
      const value = `${float(min_value)} + ${float(max_value - min_value)} * ${share}`
      return { ...setByExpression(max_lr > min_lr ? value : float(max_value)), param: 'rho' }
    },
  }),
]
