import { float, scaleByExpression, setByExpression } from './shape/expressions.ts'
import { isLeftOut, optionalRate, steps } from './shape/parameters.ts'
import { preset } from './preset.ts'

/** The schedule for schedule-free optimizers: a warmup only. */
export const SCHEDULE_FREE = [
  preset({
    name: 'schedule_free/warmup',
    summary:
      'Linear warmup that is never at 0, then constant. For optimizers without a warmup of their own.',
    parameters: {
      lr: optionalRate('Rate after warmup. Default: the group’s own.'),
      warmup_steps: steps('Steps of warmup.').default(0),
    },
    example: { warmup_steps: 100 },
    expand: ({ lr, warmup_steps: warmup }) => {
      const factor = warmup === 0 ? '1.0' : `(epoch + 1) / ${warmup} if epoch < ${warmup} else 1.0`
      return isLeftOut(lr)
        ? scaleByExpression(factor)
        : setByExpression(`${float(lr)} * (${factor})`)
    },
  }),
]
