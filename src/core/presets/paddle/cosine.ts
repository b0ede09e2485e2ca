import { z } from 'zod'
import { log } from '../../numerics/log.ts'
import { MAX_STEP } from '../../number.ts'
import { float, setByExpression } from '../shape/expressions.ts'
import { nestable, type Nestable, type ValueAt } from '../shape/nestable.ts'
import { length, number, runLength, runOf } from '../shape/parameters.ts'
import { inPieces, type Piece } from '../shape/pieces.ts'
import type { PresetContext } from '../preset.ts'
import { INITIAL_RATE } from './rates.ts'

const ETA = { eta_min: number('Rate at the bottom.').default(0) }

interface Wave {
  readonly learning_rate: number
  readonly eta_min: number
}

/** A cosine at an angle, as an expression. */
const wave = ({ learning_rate, eta_min }: Wave, angle: string): string =>
  `${float(eta_min)} + ${float(learning_rate - eta_min)} * (1 + cos(pi * ${angle})) / 2`

const ANNEALING = {
  ...INITIAL_RATE,
  T_max: runLength('Steps from top to bottom.'),
  ...ETA,
}
type Annealing = z.output<z.ZodObject<typeof ANNEALING>>

/** The cosine as Paddle goes on from the value before. */
function annealed(given: Annealing, settings: PresetContext): string {
  const half = runOf('T_max', given.T_max, settings)
  const [top, floor] = [float(given.learning_rate), float(given.eta_min)]
  const height = float(given.learning_rate - given.eta_min)
  const turn = `value + ${height} * (1 - cos(pi / ${half})) / 2`
  const ratio = `(1 + cos(pi * epoch / ${half})) / (1 + cos(pi * (epoch - 1) / ${half}))`
  const step = `${ratio} * (value - ${floor}) + ${floor}`
  return `${top} if epoch == 0 else ${turn} if (epoch - 1 - ${half}) % ${2 * half} == 0 else ${step}`
}

const RESTARTS = {
  ...INITIAL_RATE,
  T_0: length('Steps of the first cosine.'),
  T_mult: z
    .int()
    .min(1)
    .max(1000)
    .meta({ description: 'The factor on the length from one cosine to the next.' })
    .default(1),
  ...ETA,
}
type Restarts = z.output<z.ZodObject<typeof RESTARTS>>

/** All cosines, each in its own steps. */
function restartPieces(given: Restarts): [Piece, ...Piece[]] {
  const { T_0, T_mult } = given
  if (T_mult === 1) {
    return [{ begin: 0, text: (time) => wave(given, `(${time} % ${T_0}) / ${T_0}`) }]
  }
  const pieces: Piece[] = []
  for (let [begin, length] = [0, T_0]; begin <= MAX_STEP; begin += length, length *= T_mult) {
    const [start, steps] = [begin, length]
    const text: ValueAt = (time) => wave(given, `(${time} - ${start}) / ${steps}`)
    pieces.push({ begin, text })
  }
  return pieces as [Piece, ...Piece[]]
}

/** Inside a warmup Paddle finds the cosine by a logarithm, which can be one too late. */
function nestedRestarts(given: Restarts): ValueAt {
  const { T_0, T_mult } = given
  if (T_mult === 1) return restartPieces(given)[0].text
  return (time) => {
    const past = `int(log(${time} / ${T_0} * ${T_mult - 1} + 1) / ${float(log(T_mult))})`
    const begin = `${T_0} * (${T_mult} ** ${past} - 1) / ${T_mult - 1}`
    const later = wave(given, `(${time} - ${begin}) / (${T_0} * ${T_mult} ** ${past})`)
    return `${wave(given, `${time} / ${T_0}`)} if ${time} < ${T_0} else ${later}`
  }
}

/** The cosines of Paddle, in its absolute rates. Inside a warmup they are closed forms. */
export const COSINES: readonly Nestable[] = [
  nestable({
    name: 'paddle/cosine_annealing_decay',
    summary: 'A cosine that rises again after T_max steps.',
    parameters: ANNEALING,
    example: { learning_rate: 0.1, T_max: 1000 },
    valueAt: (given, settings) => {
      const half = runOf('T_max', given.T_max, settings)
      return (time) => wave(given, `${time} / ${half}`)
    },
    expand: (given, settings) => setByExpression(annealed(given, settings)),
  }),
  nestable({
    name: 'paddle/cosine_annealing_warm_restarts',
    summary: 'Cosines, each T_mult times as long as the previous one.',
    parameters: RESTARTS,
    example: { learning_rate: 0.1, T_0: 100, T_mult: 2 },
    valueAt: nestedRestarts,
    expand: (given) => inPieces(restartPieces(given)),
  }),
]
