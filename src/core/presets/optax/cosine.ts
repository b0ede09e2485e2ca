import { z } from 'zod'
import { setByExpression } from '../shape/expressions.ts'
import { length, number } from '../shape/parameters.ts'
import { inPieces, type Piece } from '../shape/pieces.ts'
import { preset, PresetRefusal } from '../preset.ts'
import { WARMUP } from './schedules.ts'
import { afterWarmup, cosine, type ValueAt } from './texts.ts'

const exponent = number('Power of the cosine.').default(1)
const WARMUP_COSINE = {
  ...WARMUP,
  decay_steps: length('Steps of the whole schedule, warmup included.'),
  end_value: number('Value at the end.').default(0),
  exponent,
}

/** Warmup to a peak, and a cosine down from the peak. */
function warmupCosine(given: z.output<z.ZodObject<typeof WARMUP_COSINE>>, at: string): ValueAt {
  const { warmup_steps, peak_value: peak, decay_steps, end_value } = given
  if (decay_steps <= warmup_steps) {
    const detail = `given ${warmup_steps} of ${decay_steps} steps: wanted fewer, so that at least one step remains`
    throw new PresetRefusal(at, detail)
  }
  const alpha = peak === 0 ? 0 : end_value / peak
  const steps = decay_steps - warmup_steps
  const fall = cosine({ ...given, init_value: peak, decay_steps: steps, alpha })
  return afterWarmup(given, fall)
}

/** The cosines of optax, in its absolute values. */
export const OPTAX_COSINE = [
  preset({
    name: 'optax/cosine_decay',
    summary: 'Cosine from a value to a share of it.',
    parameters: {
      init_value: WARMUP.init_value,
      decay_steps: length('Steps of the decay.'),
      alpha: number('Share of init_value at the end.').default(0),
      exponent,
    },
    example: { init_value: 0.001, decay_steps: 1000 },
    expand: (given) => setByExpression(cosine(given)('epoch')),
  }),
  preset({
    name: 'optax/warmup_cosine',
    summary: 'Linear warmup, then a cosine. decay_steps includes the warmup.',
    parameters: WARMUP_COSINE,
    example: { init_value: 0, peak_value: 0.001, warmup_steps: 100, decay_steps: 1000 },
    expand: (given) => setByExpression(warmupCosine(given, 'warmup_steps')('epoch')),
  }),
  preset({
    name: 'optax/sgdr',
    summary: 'Warmups with cosines, one after the other.',
    parameters: {
      cosine_kwargs: z
        .array(z.strictObject(WARMUP_COSINE))
        .min(1)
        .max(500)
        .meta({ description: 'The parameters of each optax/warmup_cosine.' }),
    },
    example: {
      cosine_kwargs: [
        { init_value: 0, peak_value: 0.001, warmup_steps: 100, decay_steps: 1000 },
        { init_value: 0, peak_value: 0.0005, warmup_steps: 100, decay_steps: 2000 },
      ],
    },
    expand: ({ cosine_kwargs }) => {
      let end = 0
      const pieces = cosine_kwargs.map((each): Piece => {
        const [begin, value] = [end, warmupCosine(each, 'cosine_kwargs')]
        end += each.decay_steps
        return { begin, text: (time) => value(begin === 0 ? time : `(${time} - ${begin})`) }
      })
      return inPieces(pieces as [Piece, ...Piece[]])
    },
  }),
]
