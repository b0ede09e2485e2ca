import { z } from 'zod'
import { float, setByExpression } from './shape/expressions.ts'
import { MAX_STEP } from '../number.ts'
import { length, optionalRate, positive, runLength, runOf, share } from './shape/parameters.ts'
import { preset, PresetRefusal, type PresetContext } from './preset.ts'

const RUN = { total_steps: runLength('Steps of the fit; fastai counts epochs.') }
const div_final = positive('The divisor from the highest value to the last one.').default(1e5)

/** A rate, and the same divided, as expressions. */
function ratesOf(given: number | null | undefined, divisors: readonly number[]) {
  if (typeof given === 'number') {
    return { rate: float(given), parts: divisors.map((divisor) => float(given / divisor)) }
  }
  return { rate: 'base', parts: divisors.map((divisor) => `(base / ${float(divisor)})`) }
}

/** The share of the fit at a step. Fastai has no value after its last batch. */
const positionIn = (steps: number): string => `min(epoch / ${steps}, 1.0)`

/** Fastai's SchedCos from x to y, at a progress from 0 to 1. */
const cosine = (x: string, y: string, progress: string): string =>
  x === y ? x : `${x} + (1 + cos(pi * (1 - ${progress}))) * (${y} - ${x}) / 2`

/** One curve in a first share of the fit, and another after it: fastai's combine_scheds. */
function combined(
  pct: number,
  position: string,
  [first, second]: readonly ((progress: string) => string)[],
): string {
  // Its own assertion, which rounds.
  if (pct + (1 - pct) !== 1) {
    throw new PresetRefusal('pct_start', `given ${pct}, wanted shares with the sum 1`)
  }
  if (pct === 1) return first!(position)
  if (pct === 0) return second!(position)
  const after = second!(`((${position} - ${float(pct)}) / ${float(1 - pct)})`)
  return `${first!(`(${position} / ${float(pct)})`)} if ${position} < ${float(pct)} else ${after}`
}

/** A cosine to 0 in each share of the fit. */
function cosines(rate: string, shares: readonly number[], position: string): string {
  let begin = 0
  const parts = shares.map((share, cycle) => {
    const [from, to] = [begin, (begin += share)]
    const text = cosine(rate, '0.0', `((${position} - ${float(from)}) / ${float(to - from)})`)
    return cycle === shares.length - 1 ? text : `${text} if ${position} < ${float(to)} else `
  })
  return parts.join('')
}

/** Fastai moves the momentum of every optimizer that has one, betas included. */
const hasMomentum = ({ param, group: { values } }: PresetContext): boolean =>
  param === 'lr' && ['momentum', 'betas.0'].some((name) => Object.hasOwn(values, name))

/** The fits of fastai. */
export const FASTAI = [
  preset({
    name: 'fastai/fit_one_cycle',
    summary:
      'Up to a peak and down to almost 0, along cosines; momentum inversely, where a group has it.',
    parameters: {
      ...RUN,
      lr_max: optionalRate('Highest rate. Default: the group’s own.'),
      div: positive('The divisor from the highest value to the first one.').default(25),
      div_final,
      pct_start: share('Share of the steps in the increase.').default(0.25),
      moms: z
        .array(z.number())
        .length(3)
        .meta({ description: 'Momentum, or the first beta, at the start, the peak and the end.' })
        .default([0.95, 0.85, 0.95]),
    },
    lists: ['lr_max'],
    example: { total_steps: 1000 },
    expand: ({ div, div_final, pct_start, moms, ...given }, context) => {
      const position = positionIn(runOf('total_steps', given.total_steps, context))
      const { rate, parts } = ratesOf(given.lr_max, [div, div_final])
      const along = ([from, most, to]: readonly string[]) =>
        combined(pct_start, position, [
          (progress) => cosine(from!, most!, progress),
          (progress) => cosine(most!, to!, progress),
        ])
      const lr = setByExpression(along([parts[0]!, rate, parts[1]!]))
      return hasMomentum(context) ? { ...lr, momentum: along(moms.map(float)) } : lr
    },
  }),
  preset({
    name: 'fastai/fit_flat_cos',
    summary: 'Constant, then a cosine to almost 0.',
    parameters: {
      ...RUN,
      lr: optionalRate('Rate at the start. Default: the group’s own.'),
      div_final,
      pct_start: share('Share of the steps at the constant rate.').default(0.75),
    },
    lists: ['lr'],
    example: { total_steps: 1000 },
    expand: ({ total_steps, lr, div_final, pct_start }, context) => {
      const position = positionIn(runOf('total_steps', total_steps, context))
      const { rate, parts } = ratesOf(lr, [div_final])
      const fall = (progress: string) => cosine(rate, parts[0]!, progress)
      return setByExpression(combined(pct_start, position, [() => rate, fall]))
    },
  }),
  preset({
    name: 'fastai/fit_sgdr',
    summary: 'Cosines from the peak to 0, each cycle_mult times as long as the one before.',
    parameters: {
      n_cycles: z.int().min(1).max(30).meta({ description: 'Number of cosines.' }),
      cycle_len: length('Steps of the first cosine; fastai counts epochs.'),
      lr_max: optionalRate('Highest rate. Default: the group’s own.'),
      cycle_mult: z
        .int()
        .min(2)
        .max(1000)
        .meta({ description: 'The factor on the length from one cosine to the next.' })
        .default(2),
    },
    lists: ['lr_max'],
    example: { n_cycles: 3, cycle_len: 100 },
    expand: ({ n_cycles, cycle_len, lr_max, cycle_mult }) => {
      const lengths = [cycle_len]
      while (lengths.length < n_cycles) lengths.push(lengths.at(-1)! * cycle_mult)
      const steps = lengths.reduce((sum, each) => sum + each)
      if (steps > MAX_STEP) {
        throw new PresetRefusal('n_cycles', `given ${n_cycles}, wanted at most ${MAX_STEP} steps`)
      }
      const shares = lengths.map((each) => each / steps)
      const { rate } = ratesOf(lr_max, [])
      return setByExpression(cosines(rate, shares, positionIn(steps)))
    },
  }),
]
