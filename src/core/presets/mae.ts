import { float, setByExpression } from './shape/expressions.ts'
import { count, isLeftOut, number, optionalRate, rate, runOf } from './shape/parameters.ts'
import { preset } from './preset.ts'

/** The epochs at a step, with the fraction: `data_iter_step / len(data_loader) + epoch`. */
const epochsAt = (steps: number): string =>
  steps === 1 ? 'epoch' : `(epoch % ${steps} / ${steps} + epoch // ${steps})`

/** The schedule of MAE, which others copied from it. */
export const MAE = [
  preset({
    name: 'mae/adjust_learning_rate',
    summary:
      'Linear warmup from 0, then half a cosine, which rises again after the run; times lr_scale of the group.',
    parameters: {
      lr: optionalRate('Rate after the warmup. Default: the group’s own.'),
      min_lr: rate('Rate at the end.').default(0),
      warmup_epochs: number('Epochs of warmup.').min(0).default(40),
      epochs: number('Epochs of the run. Default: those in the optimizer’s total_steps.')
        .positive()
        .optional(),
      steps_per_epoch: count('Steps of an epoch: MAE adjusts the rate in each.').default(1),
    },
    example: { warmup_epochs: 40, epochs: 800, steps_per_epoch: 100 },
    expand: ({ lr, min_lr, warmup_epochs: warmup, epochs, steps_per_epoch }, settings) => {
      const run = epochs ?? runOf('epochs', undefined, settings) / steps_per_epoch
      const now = epochsAt(steps_per_epoch)
      const peak = isLeftOut(lr) ? 'base' : float(lr)
      const height = isLeftOut(lr) ? `(base - ${float(min_lr)})` : float(lr - min_lr)
      const angle = `pi * (${now} - ${float(warmup)}) / ${float(run - warmup)}`
      const fall = `${float(min_lr)} + ${height} * 0.5 * (1.0 + cos(${angle}))`
      const rise = `${peak} * ${now} / ${float(warmup)} if ${now} < ${float(warmup)} else `
      return setByExpression(`(${warmup === 0 ? '' : rise}${fall}) * lr_scale`)
    },
  }),
]
