import { z } from 'zod'
import { float, setByExpression } from '../shape/expressions.ts'
import { flag, length, number, runLength, runOf, steps } from '../shape/parameters.ts'
import { absoluteTable, areAscending } from '../shape/intervals.ts'
import { preset, PresetRefusal } from '../preset.ts'

/** The rate parameter of most schedules. */
export const INITIAL_RATE = { initial_learning_rate: number('Rate at the start.') }
const DECAY = {
  ...INITIAL_RATE,
  decay_steps: length('Steps of one decay.'),
  decay_rate: number('The strength of one decay.'),
  staircase: flag('Whether it decays in steps.').default(false),
}

/** The number of past decays, as an expression. */
const decays = ({ decay_steps, staircase }: { decay_steps: number; staircase: boolean }) =>
  `${staircase ? 'floor' : ''}(epoch / ${decay_steps})`

const INTERVALS = {
  boundaries: z.array(steps('The last step of an interval.')).min(1).max(10_000),
  values: z.array(number('Rate of an interval.')).min(2).max(10_001),
}

/** The values between boundaries as Keras sums them up, for boundaries in any order. */
function summed(boundaries: readonly number[], values: readonly number[]): string {
  const [first, last] = [boundaries[0]!, boundaries.at(-1)!]
  const ends = `0.0 + (epoch <= ${first}) * ${float(values[0]!)} + (epoch > ${last}) * ${float(values.at(-1)!)}`
  const between = boundaries.slice(1).map((high, index) => {
    const inside = `(epoch > ${boundaries[index]!} and epoch <= ${high})`
    return ` + ${inside} * ${float(values[index + 1]!)}`
  })
  return `${ends}${between.join('')}`
}

/** The schedules of Keras but for its cosines, in its absolute rates. */
export const KERAS = [
  preset({
    name: 'keras/exponential_decay',
    summary: 'Multiplies by decay_rate over each decay_steps, smoothly or in stairs.',
    parameters: DECAY,
    example: { initial_learning_rate: 0.1, decay_steps: 1000, decay_rate: 0.96 },
    expand: ({ initial_learning_rate: first, decay_rate, ...given }) =>
      setByExpression(`${float(first)} * ${float(decay_rate)} ** ${decays(given)}`),
  }),
  preset({
    name: 'keras/piecewise_constant_decay',
    summary: 'A value for each interval; a boundary belongs to the previous interval.',
    parameters: INTERVALS,
    example: { boundaries: [100, 200], values: [0.1, 0.01, 0.001] },
    expand: ({ boundaries, values }) => {
      if (values.length !== boundaries.length + 1) {
        const wanted = `wanted one more than the ${boundaries.length} boundaries`
        throw new PresetRefusal('values', `given ${values.length}, ${wanted}`)
      }
      if (!areAscending(boundaries)) return setByExpression(summed(boundaries, values))
      const begins = [0, ...boundaries.map((step) => step + 1)]
      return absoluteTable(begins.map((step, index) => [step, values[index]!]))
    },
  }),
  preset({
    name: 'keras/polynomial_decay',
    summary: 'Polynomial decay; with cycle, repeated from ever lower peaks.',
    parameters: {
      ...INITIAL_RATE,
      decay_steps: runLength('Steps of the decay.'),
      end_learning_rate: number('Rate at the end.').default(0.0001),
      power: number('Power of the decay.').default(1),
      cycle: flag('Whether it continues after decay_steps.').default(false),
    },
    example: { initial_learning_rate: 0.1, decay_steps: 1000, end_learning_rate: 0.01 },
    expand: ({ initial_learning_rate: first, end_learning_rate: end, ...given }, settings) => {
      const duration = runOf('decay_steps', given.decay_steps, settings)
      const whole = `(${duration} * (1.0 if epoch == 0 else ceil(epoch / ${duration})))`
      const passed = given.cycle ? `epoch / ${whole}` : `min(epoch, ${duration}) / ${duration}`
      const left = `(1 - ${passed}) ** ${float(given.power)}`
      return setByExpression(`${float(first - end)} * ${left} + ${float(end)}`)
    },
  }),
  preset({
    name: 'keras/inverse_time_decay',
    summary: 'Divides by 1 + decay_rate for each decay_steps, smoothly or in stairs.',
    parameters: DECAY,
    example: { initial_learning_rate: 0.1, decay_steps: 1000, decay_rate: 0.5 },
    expand: ({ initial_learning_rate: first, decay_rate, ...given }) =>
      setByExpression(`${float(first)} / (1.0 + ${float(decay_rate)} * ${decays(given)})`),
  }),
]
