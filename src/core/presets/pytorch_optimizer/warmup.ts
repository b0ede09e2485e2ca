import { float, setByExpression } from '../shape/expressions.ts'
import { positive, rate, runLength, runOf, steps } from '../shape/parameters.ts'
import { preset, type SchedulerJson } from '../preset.ts'

const RATES = {
  max_lr: rate('Rate after the warmup.'),
  min_lr: rate('Rate at the end, and at step 0.').default(0),
  init_lr: rate('Rate at the start of the warmup, in step 1.').default(0),
  warmup_steps: steps('Steps of warmup.').default(0),
}
const PARAMETERS = { t_max: runLength('Length of the run, warmup included.'), ...RATES }
const example = { t_max: 1000, max_lr: 0.1, warmup_steps: 100 }

interface Given {
  readonly max_lr: number
  readonly min_lr: number
  readonly init_lr: number
  readonly warmup_steps: number
}

/** The steps since the warmup. The library counts from its first `step()`: one less than ours. */
const since = ({ warmup_steps }: Given): string => `(epoch - ${warmup_steps + 1})`

/** Step 0, the warmup, its end, and what follows, as an expression. */
function afterWarmup(given: Given, then: string): SchedulerJson {
  const { max_lr, min_lr, init_lr, warmup_steps: warmup } = given
  const rise = `${float(init_lr)} + ${float(max_lr - init_lr)} * (epoch - 1) / ${warmup}`
  const after = `${float(max_lr)} if epoch == ${warmup + 1} else ${then}`
  const started = warmup === 0 ? after : `${rise} if epoch <= ${warmup} else ${after}`
  return setByExpression(`${float(min_lr)} if epoch == 0 else ${started}`)
}

/** The schedules of pytorch_optimizer with a linear warmup, in its absolute rates. */
export const PYTORCH_OPTIMIZER_WARMUP = [
  preset({
    name: 'pytorch_optimizer/linear',
    summary: 'Linear warmup, then a line to min_lr, which goes on below it after the run.',
    parameters: PARAMETERS,
    example,
    expand: ({ t_max, ...given }, settings) => {
      const { max_lr, min_lr, warmup_steps } = given
      const decay = runOf('t_max', t_max, settings) - warmup_steps
      return afterWarmup(
        given,
        `${float(max_lr)} + ${float(min_lr - max_lr)} * ${since(given)} / ${float(decay)}`,
      )
    },
  }),
  preset({
    name: 'pytorch_optimizer/cosine',
    summary: 'Linear warmup, then a cosine to min_lr, which rises again after the run.',
    parameters: PARAMETERS,
    example,
    expand: ({ t_max, ...given }, settings) => {
      const { max_lr, min_lr, warmup_steps } = given
      const decay = runOf('t_max', t_max, settings) - warmup_steps
      const phase = `${since(given)} / ${float(decay)} * pi`
      return afterWarmup(
        given,
        `${float(min_lr)} + ${float(max_lr - min_lr)} * (cos(${phase}) + 1.0) / 2.0`,
      )
    },
  }),
  preset({
    name: 'pytorch_optimizer/poly',
    summary:
      'Linear warmup, then a power of the steps since: with the default order the rate grows. t_max has no effect.',
    parameters: { ...PARAMETERS, poly_order: positive('Power of the steps.').default(0.5) },
    example: { ...example, poly_order: 0.1 },
    expand: ({ poly_order, ...given }) => {
      const height = float(given.max_lr - given.min_lr)
      const grown = `${height} * ${since(given)} ** ${float(poly_order)}`
      return afterWarmup(given, `${float(given.min_lr)} + ${grown}`)
    },
  }),
]
