import { log } from '../../numerics/log.ts'
import { float, setByExpression } from '../shape/expressions.ts'
import { isLeftOut, length, number, numberOrNone, positive, steps } from '../shape/parameters.ts'
import { preset } from '../preset.ts'
import { INITIAL_RATE } from './schedules.ts'

const alpha = number('Share of the peak at the end.').default(0)

/** A cosine at a progress, from a peak to a share of it. */
const cosine = (peak: number, end: number, progress: string, height = '0.5'): string =>
  `${float(peak)} * (${float(1 - end)} * (${height} * (1.0 + cos(pi * ${progress}))) + ${float(end)})`

interface Restarts {
  readonly first_decay_steps: number
  readonly t_mul: number
}

/** The number of past cosines and the progress of the present one, as expressions. */
function restartAt({ first_decay_steps, t_mul }: Restarts) {
  const completed = `(epoch / ${first_decay_steps})`
  if (t_mul === 1) {
    return { past: `floor${completed}`, progress: `(${completed} - floor${completed})` }
  }
  // Keras finds it by a logarithm, which can miss a restart by a step.
  const [mul, less] = [float(t_mul), float(1 - t_mul)]
  const past = `floor(log(1.0 - ${completed} * ${less}) / ${float(log(t_mul))})`
  const begin = `(1.0 - ${mul} ** ${past}) / ${less}`
  return { past, progress: `((${completed} - ${begin}) / ${mul} ** ${past})` }
}

/** The cosines of Keras, in its absolute rates. */
export const KERAS_COSINE = [
  preset({
    name: 'keras/cosine_decay',
    summary: 'Cosine to a share of the peak, behind a warmup if wanted. decay_steps excludes it.',
    parameters: {
      ...INITIAL_RATE,
      decay_steps: length('Steps of the cosine.'),
      alpha,
      warmup_target: numberOrNone('Rate after warmup. Default: no warmup.'),
      warmup_steps: steps('Steps of warmup; of no effect without warmup_target.').default(0),
    },
    example: {
      initial_learning_rate: 0,
      decay_steps: 900,
      warmup_target: 0.1,
      warmup_steps: 100,
    },
    expand: ({ initial_learning_rate: first, decay_steps, alpha: end, ...given }) => {
      const { warmup_target: peak, warmup_steps: warmup } = given
      if (isLeftOut(peak)) {
        const progress = `(min(epoch, ${decay_steps}) / ${decay_steps})`
        return setByExpression(cosine(first, end, progress))
      }
      const since = `(min(epoch, ${decay_steps + warmup}) - ${warmup})`
      const decay = cosine(peak, end, `(${since} / ${decay_steps})`)
      const rise = `${float(peak - first)} * (epoch / ${warmup}) + ${float(first)}`
      return setByExpression(warmup === 0 ? decay : `${rise} if epoch < ${warmup} else ${decay}`)
    },
  }),
  preset({
    name: 'keras/cosine_decay_restarts',
    summary: 'Cosines, each t_mul times as long and m_mul times as high as the previous one.',
    parameters: {
      ...INITIAL_RATE,
      first_decay_steps: length('Steps of the first cosine.'),
      t_mul: positive('The factor on the length from one cosine to the next.').default(2),
      m_mul: number('The factor on the height from one cosine to the next.').default(1),
      alpha,
    },
    example: { initial_learning_rate: 0.1, first_decay_steps: 1000 },
    expand: ({ initial_learning_rate: first, m_mul, alpha: end, ...given }) => {
      const { past, progress } = restartAt(given)
      return setByExpression(cosine(first, end, progress, `0.5 * ${float(m_mul)} ** ${past}`))
    },
  }),
]
