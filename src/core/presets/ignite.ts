import { z } from 'zod'
import { MAX_STEP, Step } from '../number.ts'
import { float, setByExpression } from './shape/expressions.ts'
import { count, flag, positive, steps } from './shape/parameters.ts'
import { phased, type PhaseJson } from './shape/phases.ts'
import { PLATEAU } from './shape/plateau.ts'
import { preset, PresetRefusal, type SchedulerJson } from './preset.ts'

const CYCLE = {
  start_value: z.number().meta({ description: 'Value at the start of a cycle.' }),
  end_value: z.number().meta({ description: 'Value at the end of a cycle, or in its middle.' }),
  cycle_size: z
    .int()
    .min(2)
    .max(MAX_STEP)
    .meta({ description: 'Steps of a cycle.', unit: 'steps' }),
  cycle_mult: count(
    'The factor on the length from one cycle to the next; ignite truncates.',
  ).default(1),
  start_value_mult: positive('Factor on start_value after each cycle.').default(1),
  end_value_mult: positive('Factor on end_value after each cycle.').default(1),
  warmup_duration: steps('Steps from the end of a cycle to the start of the next.').default(0),
}
type CycleParameters = z.output<z.ZodObject<typeof CYCLE>>

/** The factor on the whole wave after each cycle, if both ends have the same. */
function gammaOf({
  start_value_mult,
  end_value_mult,
  cycle_mult,
  warmup_duration,
}: CycleParameters) {
  const given = `given ${end_value_mult} with a start_value_mult of ${start_value_mult}`
  const isSame = start_value_mult === end_value_mult
  if (warmup_duration > 0 && !(isSame && end_value_mult === 1)) {
    throw new PresetRefusal('end_value_mult', `${given}, wanted 1 for both with warmup_duration`)
  }
  if (cycle_mult !== 1 && !isSame) {
    throw new PresetRefusal('end_value_mult', `${given}, wanted the same where cycles grow`)
  }
  return isSame ? start_value_mult : undefined
}

/** Endless cycles: phases of `cycle_size` steps, and `warmup_duration` steps back to the start. */
function repeatedCycle(
  given: CycleParameters,
  gamma: number,
  ...phases: PhaseJson[]
): SchedulerJson {
  const { cycle_size, warmup_duration } = given
  const back = { curve: 'linear', to: { value: given.start_value }, duration: warmup_duration }
  return {
    type: 'RepeatLR',
    period: cycle_size + warmup_duration,
    period_mult: given.cycle_mult,
    gamma,
    scheduler: phased(...phases, ...(warmup_duration > 0 ? [back] : [])),
  }
}

/** Cycles with a factor for each end; `left` is the remaining share of the change at `p`. */
function cyclesWithTwoFactors(given: CycleParameters, left: (p: string) => string): SchedulerJson {
  const cycle = `(epoch // ${given.cycle_size})`
  const end = (value: number, factor: number) =>
    factor === 1 ? float(value) : `${float(value)} * ${float(factor)} ** ${cycle}`
  const [from, to] = [
    end(given.start_value, given.start_value_mult),
    end(given.end_value, given.end_value_mult),
  ]
  const place = `(epoch % ${given.cycle_size} / ${given.cycle_size})`
  return setByExpression(`${to} + (${from} - ${to}) * ${left(place)}`)
}

/** From the start value to the end value. */
const rampToEnd = (given: CycleParameters, curve: string, duration: number): PhaseJson => ({
  curve,
  from: { value: given.start_value },
  to: { value: given.end_value },
  duration,
})

const points = z
  .array(z.tuple([Step, z.number()]))
  .min(1)
  .max(10_000)
  .meta({ description: 'Points [step, value], the steps ascending.' })

const example = { start_value: 0.1, end_value: 0.001, cycle_size: 1000 }

/** The parameter schedulers of ignite, in its absolute values, of lr unless `param` is given. */
export const IGNITE = [
  preset({
    name: 'ignite/linear_cyclical',
    summary: 'Triangles without end, or saws if monotonic.',
    parameters: {
      ...CYCLE,
      monotonic: flag('Whether each cycle jumps back to the start.').default(false),
    },
    example,
    expand: ({ monotonic, ...given }) => {
      if (given.warmup_duration > 0 && !monotonic) {
        const detail = `given ${given.warmup_duration}, wanted 0 unless monotonic`
        throw new PresetRefusal('warmup_duration', detail)
      }
      const gamma = gammaOf(given)
      if (gamma === undefined) {
        return cyclesWithTwoFactors(given, (p) => (monotonic ? `(1 - ${p})` : `abs(2 * ${p} - 1)`))
      }
      if (monotonic)
        return repeatedCycle(given, gamma, rampToEnd(given, 'linear', given.cycle_size))
      const half = given.cycle_size / 2
      const back = { curve: 'linear', to: { value: given.start_value }, duration: half }
      return repeatedCycle(given, gamma, rampToEnd(given, 'linear', half), back)
    },
  }),
  preset({
    name: 'ignite/cosine_annealing',
    summary: 'Cosines from start_value to end_value without end.',
    parameters: CYCLE,
    example,
    expand: (given) => {
      const gamma = gammaOf(given)
      if (gamma === undefined) return cyclesWithTwoFactors(given, (p) => `(1 + cos(pi * ${p})) / 2`)
      return repeatedCycle(given, gamma, rampToEnd(given, 'cosine', given.cycle_size))
    },
  }),
  preset({
    name: 'ignite/piecewise_linear',
    summary: 'Lines from point to point; the first and the last value are held.',
    parameters: { milestones_values: points },
    example: {
      milestones_values: [
        [10, 0.5],
        [20, 0.45],
        [30, 0.1],
      ],
    },
    expand: ({ milestones_values }) => {
      const steps = milestones_values.map(([step]) => step)
      if (steps.some((step, index) => step <= (steps[index - 1] ?? -1))) {
        const detail = `given the steps ${steps.join(', ')}, wanted ascending ones`
        throw new PresetRefusal('milestones_values', detail)
      }
      return {
        type: 'TableLR',
        points: milestones_values.map(([step, value]) => [step, { value }]),
        interpolation: 'linear',
      }
    },
  }),
  preset({
    name: 'ignite/reduce_lr_on_plateau',
    summary: 'Multiplies by factor when a metric has stopped improving, as torch does.',
    parameters: PLATEAU,
    example: { monitor: 'val_loss', factor: 0.5, patience: 5 },
    expand: (given) => ({ type: 'ReduceLROnPlateau', ...given }),
  }),
]
