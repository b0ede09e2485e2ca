import { z } from 'zod'
import { pow } from '../../numerics/pow.ts'
import { float, setByExpression } from '../shape/expressions.ts'
import { absoluteTable, areAscending } from '../shape/intervals.ts'
import { nestable, type Nestable, type ValueAt } from '../shape/nestable.ts'
import { length, rate, steps } from '../shape/parameters.ts'
import { PresetRefusal, type SchedulerJson } from '../preset.ts'
import { DECAY, INITIAL_RATE } from './rates.ts'

/** Values before boundaries, and one value after all of them. */
interface Levels {
  readonly boundaries: readonly number[]
  readonly values: readonly number[]
  readonly last: number
}

/** The value before the first boundary that is not passed. */
const levelAt =
  ({ boundaries, values, last }: Levels): ValueAt =>
  (time) => {
    const parts = boundaries.map((step, index) => `${float(values[index]!)} if ${time} < ${step}`)
    return [...parts, float(last)].join(' else ')
  }

/** The same as a table, which has room for any number of boundaries. */
function levelTable(levels: Levels): SchedulerJson {
  const { boundaries, values, last } = levels
  if (!areAscending(boundaries)) return setByExpression(levelAt(levels)('epoch'))
  const begins = [0, ...boundaries]
  const points = begins.map((step, index) => [step, index === boundaries.length ? last : values[index]!] as const) // prettier-ignore
  return absoluteTable(boundaries[0] === 0 ? points.slice(1) : points)
}

const PIECES = {
  boundaries: z.array(steps('The first step of an interval.')).min(1).max(10_000),
  values: z.array(rate('Rate of an interval.')).min(2).max(20_000),
}

function pieces({ boundaries, values }: z.output<z.ZodObject<typeof PIECES>>): Levels {
  if (values.length > boundaries.length) return { boundaries, values, last: values.at(-1)! }
  const wanted = `wanted one more than the ${boundaries.length} boundaries`
  throw new PresetRefusal('values', `given ${values.length}, ${wanted}`)
}

const MILESTONES = {
  ...INITIAL_RATE,
  milestones: z.array(steps('A step of a decay.')).max(10_000),
  ...DECAY,
}

function decays(given: z.output<z.ZodObject<typeof MILESTONES>>): Levels {
  const { learning_rate, milestones, gamma } = given
  if (!areAscending(milestones)) {
    throw new PresetRefusal('milestones', `given ${milestones.join(', ')}, wanted ascending steps`)
  }
  const values = milestones.map((_, index) => learning_rate * pow(gamma, index))
  return { boundaries: milestones, values, last: learning_rate * pow(gamma, milestones.length) }
}

/** The decays of Paddle in steps, in its absolute rates. */
export const STEPS: readonly Nestable[] = [
  nestable({
    name: 'paddle/piecewise_decay',
    summary: 'A value for each interval; a boundary begins the next interval.',
    parameters: PIECES,
    example: { boundaries: [100, 200], values: [0.1, 0.01, 0.001] },
    valueAt: (given) => levelAt(pieces(given)),
    expand: (given) => levelTable(pieces(given)),
  }),
  nestable({
    name: 'paddle/step_decay',
    summary: 'Multiplies by gamma every step_size steps.',
    parameters: { ...INITIAL_RATE, step_size: length('Steps between decays.'), ...DECAY },
    example: { learning_rate: 0.1, step_size: 100 },
    valueAt:
      ({ learning_rate, step_size, gamma }) =>
      (time) =>
        `${float(learning_rate)} * ${float(gamma)} ** (${time} // ${step_size})`,
  }),
  nestable({
    name: 'paddle/multi_step_decay',
    summary: 'Multiplies by gamma at each milestone.',
    parameters: MILESTONES,
    example: { learning_rate: 0.1, milestones: [300, 800] },
    valueAt: (given) => levelAt(decays(given)),
    expand: (given) => levelTable(decays(given)),
  }),
]
