import { MAX_STEP } from '../../number.ts'
import { pow } from '../../numerics/pow.ts'
import { float } from '../shape/expressions.ts'
import { length, number, positive, rate, steps } from '../shape/parameters.ts'
import { inPieces, type Piece } from '../shape/pieces.ts'
import { preset, PresetRefusal, type PresetContext } from '../preset.ts'

const MOST_CYCLES = 1_000

interface Cycles {
  readonly first_cycle_steps: number
  readonly cycle_mult: number
  readonly max_lr: number
  readonly min_lr: number
  readonly warmup_steps: number
  readonly gamma: number
}

/** All cycles. From the first one that is as long as the one before it, one piece has the rest. */
function cyclesOf(given: Cycles, { totalSteps = MAX_STEP }: PresetContext): [Piece, ...Piece[]] {
  const { first_cycle_steps, cycle_mult, warmup_steps } = given
  const pieces: Piece[] = []
  let [begin, steps] = [0, first_cycle_steps]
  while (begin <= MAX_STEP) {
    const next = Math.max(1, Math.trunc((steps - warmup_steps) * cycle_mult)) + warmup_steps
    const isLast = next === steps
    pieces.push(cycle(given, { number: pieces.length, begin, steps, isLast }))
    if (isLast) break
    begin += steps
    steps = next
    if (pieces.length === MOST_CYCLES && begin <= totalSteps) throw tooManyCycles(cycle_mult)
    if (pieces.length === MOST_CYCLES) break
  }
  return pieces as [Piece, ...Piece[]]
}

const tooManyCycles = (cycle_mult: number) =>
  new PresetRefusal(
    'cycle_mult',
    `given ${cycle_mult}, wanted at most ${MOST_CYCLES} cycles, or a run that ends with them`,
  )

interface Cycle {
  readonly number: number
  readonly begin: number
  readonly steps: number
  /** Set if all later cycles are like this one. */
  readonly isLast: boolean
}

function cycle(given: Cycles, { number, begin, steps, isLast }: Cycle): Piece {
  const { max_lr, min_lr, warmup_steps: warmup, gamma } = given
  const least = float(min_lr)
  const text = (time: string) => {
    const now = `(${time} - ${begin})`
    const s = isLast ? `(${now} % ${steps})` : now
    const peak = `${float(max_lr)} * ${float(gamma)} ** (${number} + ${now} // ${steps})`
    const height = isLast ? `(${peak} - ${least})` : float(max_lr * pow(gamma, number) - min_lr)
    const fall = `${least} + ${height} * (1 + cos(pi * (${s} - ${warmup}) / ${steps - warmup})) / 2.0`
    const rise = `${height} * ${s} / ${warmup} + ${least} if ${s} < ${warmup}`
    const whole = warmup === 0 ? fall : `${rise} else ${fall}`
    return begin === 0 ? `(${least} if ${time} == 0 else ${whole})` : `(${whole})`
  }
  return { begin, text }
}

/** The cosines with warmup and restarts of pytorch_optimizer, in its absolute rates. */
export const PYTORCH_OPTIMIZER_RESTARTS = [
  preset({
    name: 'pytorch_optimizer/cosine_annealing_with_warmup',
    summary:
      'Cycles of a linear warmup and a cosine, their peaks lower each time. At step 0 it is at min_lr.',
    parameters: {
      first_cycle_steps: length('Steps of the first cycle, warmup included.'),
      cycle_mult: positive('Factor on the steps of the cosine, rounded down.').default(1),
      max_lr: number('Rate at the first peak.').default(1e-4),
      min_lr: rate('Rate at the bottom.').default(1e-6),
      warmup_steps: steps('Steps of warmup in each cycle.').default(0),
      gamma: rate('Factor of the peak from one cycle to the next.').default(0.9),
    },
    example: { first_cycle_steps: 200, max_lr: 0.1, warmup_steps: 20 },
    expand: (given, context) => {
      const { warmup_steps, first_cycle_steps } = given
      if (warmup_steps >= first_cycle_steps) {
        const detail = `given ${warmup_steps}, wanted less than first_cycle_steps, ${first_cycle_steps}`
        throw new PresetRefusal('warmup_steps', detail)
      }
      return inPieces(cyclesOf(given, context))
    },
  }),
]
