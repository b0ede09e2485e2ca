import { float, setByExpression } from '../shape/expressions.ts'
import {
  flag,
  isLeftOut,
  length,
  optionalRate,
  positive,
  rate,
  runLength,
  runOf,
  steps,
} from '../shape/parameters.ts'
import { phased, warmup } from '../shape/phases.ts'
import { intervalParameters, refuseValueCount } from '../shape/intervals.ts'
import { preset, PresetRefusal } from '../preset.ts'

const INITIAL_RATE = { initial_learning_rate: rate('Rate at the start.') }
const DECAY = {
  ...INITIAL_RATE,
  decay_steps: length('Steps of one decay.'),
  decay_rate: rate('The strength of one decay.'),
  staircase: flag('Whether it decays in steps.').default(false),
}
const alpha = rate('Share of the peak at the end.').default(0)

/** The number of past decays, as an expression. */
const decays = ({ decay_steps, staircase }: { decay_steps: number; staircase: boolean }) =>
  `(epoch ${staircase ? '//' : '/'} ${decay_steps})`

/** The schedules of Keras, in its absolute rates. */
export const KERAS = [
  preset({
    name: 'keras/exponential_decay',
    summary: 'Multiplies by decay_rate over each decay_steps, smoothly or in stairs.',
    parameters: DECAY,
    example: { initial_learning_rate: 0.1, decay_steps: 1000, decay_rate: 0.96 },
    expand: (given) =>
      setByExpression(
        `${float(given.initial_learning_rate)} * ${float(given.decay_rate)} ** ${decays(given)}`,
      ),
  }),
  preset({
    name: 'keras/piecewise_constant_decay',
    summary: 'A value for each interval; a boundary belongs to the previous interval.',
    parameters: intervalParameters(steps('The last step of an interval.')),
    example: { boundaries: [100, 200], values: [0.1, 0.01, 0.001] },
    expand: ({ boundaries, values }) => {
      refuseValueCount(boundaries, values)
      if (boundaries.some((step, index) => step <= (boundaries[index - 1] ?? -1))) {
        const detail = `given ${boundaries.join(', ')}, wanted ascending steps`
        throw new PresetRefusal('boundaries', detail)
      }
      const points = values.map((value, index) => [
        index === 0 ? 0 : boundaries[index - 1]! + 1,
        { value },
      ])
      return { type: 'TableLR', points, interpolation: 'step' }
    },
  }),
  preset({
    name: 'keras/polynomial_decay',
    summary: 'Polynomial decay; with cycle, repeated from ever lower peaks.',
    parameters: {
      ...INITIAL_RATE,
      decay_steps: runLength('Steps of the decay.'),
      end_learning_rate: rate('Rate at the end.').default(0.0001),
      power: positive('Power of the decay.').default(1),
      cycle: flag('Whether it continues after decay_steps.').default(false),
    },
    example: { initial_learning_rate: 0.1, decay_steps: 1000, end_learning_rate: 0.01 },
    expand: ({ initial_learning_rate, end_learning_rate, power, cycle, ...given }, settings) => {
      const duration = runOf('decay_steps', given.decay_steps, settings)
      const [from, to] = [{ value: initial_learning_rate }, { value: end_learning_rate }]
      if (!cycle) return phased({ curve: 'linear', from, to, duration, power })
      const [first, last] = [float(initial_learning_rate), float(end_learning_rate)]
      const whole = `(${duration} * max(1, ceil(epoch / ${duration})))`
      return setByExpression(
        `(${first} - ${last}) * (1 - epoch / ${whole}) ** ${float(power)} + ${last}`,
      )
    },
  }),
  preset({
    name: 'keras/inverse_time_decay',
    summary: 'Divides by 1 + decay_rate for each decay_steps, smoothly or in stairs.',
    parameters: DECAY,
    example: { initial_learning_rate: 0.1, decay_steps: 1000, decay_rate: 0.5 },
    expand: (given) => {
      const { initial_learning_rate, decay_steps, decay_rate, staircase } = given
      const first = { value: initial_learning_rate }
      if (decay_rate === 0) return phased({ curve: 'hold', to: first })
      if (!staircase) {
        const timescale = decay_steps / decay_rate
        return phased({ curve: 'inverse_power', from: first, timescale, power: 1 })
      }
      return setByExpression(
        `${float(first.value)} / (1 + ${float(decay_rate)} * ${decays(given)})`,
      )
    },
  }),
  preset({
    name: 'keras/cosine_decay',
    summary: 'Cosine to a share of the peak, behind a warmup if wanted. decay_steps excludes it.',
    parameters: {
      ...INITIAL_RATE,
      decay_steps: length('Steps of the cosine.'),
      alpha,
      warmup_target: optionalRate('Rate after warmup. Default: no warmup.'),
      warmup_steps: steps('Steps of warmup.').default(0),
    },
    example: {
      initial_learning_rate: 0,
      decay_steps: 900,
      warmup_target: 0.1,
      warmup_steps: 100,
    },
    expand: ({ initial_learning_rate, decay_steps, alpha, warmup_target, warmup_steps }) => {
      if (isLeftOut(warmup_target) && warmup_steps > 0) {
        const detail = `omitted with ${warmup_steps} warmup_steps, wanted the rate after the warmup`
        throw new PresetRefusal('warmup_target', detail)
      }
      const from = { value: initial_learning_rate }
      const peak = { value: warmup_target ?? initial_learning_rate }
      const to = { value: alpha * peak.value }
      const cosine = { curve: 'cosine', from: peak, to, duration: decay_steps }
      return phased(warmup(warmup_steps, from, peak), cosine)
    },
  }),
  preset({
    name: 'keras/cosine_decay_restarts',
    summary: 'Cosines, each t_mul times as long and m_mul times as high as the previous one.',
    parameters: {
      ...INITIAL_RATE,
      first_decay_steps: length('Steps of the first cosine.'),
      t_mul: positive('The factor on the length from one cosine to the next.').default(2),
      m_mul: positive('The factor on the height from one cosine to the next.').default(1),
      alpha,
    },
    example: { initial_learning_rate: 0.1, first_decay_steps: 1000 },
    expand: ({ initial_learning_rate, first_decay_steps: period, t_mul, m_mul, alpha }) => {
      const floor = { value: alpha * initial_learning_rate }
      const from = { value: initial_learning_rate }
      return {
        type: 'RepeatLR',
        period,
        period_mult: t_mul,
        gamma: m_mul,
        floor,
        scheduler: phased({ curve: 'cosine', from, to: floor, duration: period }),
      }
    },
  }),
]
