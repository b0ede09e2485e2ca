import { z } from 'zod'
import { float, setByExpression } from './shape/expressions.ts'
import { length, number, rate, steps } from './shape/parameters.ts'
import { preset, PresetRefusal } from './preset.ts'

const BASE = {
  base_learning_rate: rate('Factor on the whole schedule.').default(0.5),
  warmup_steps: length('Steps of warmup.').default(1000),
}
const FACTORS = {
  factors: z
    .string()
    .max(200)
    .meta({ description: 'The factors, separated by *.' })
    .default('constant * linear_warmup * rsqrt_decay'),
  ...BASE,
  decay_factor: number('Factor of decay_every, slope of linear_decay.').default(0.5),
  steps_per_decay: length('Steps between the decays of decay_every.').default(20_000),
  steps_per_cycle: length('Steps of a cycle of cosine_decay.').default(100_000),
  step_offset: steps('The first step of all factors.').default(0),
  min_learning_rate: rate('Lowest rate.').default(1e-8),
}
type Factors = z.output<z.ZodObject<typeof FACTORS>>

/** Each factor with its operator, as an expression of the step `t`. */
function factorsOf(given: Factors, t: string): Readonly<Record<string, string>> {
  const { warmup_steps: warmup, steps_per_decay, steps_per_cycle } = given
  const [base, decay] = [float(given.base_learning_rate), float(given.decay_factor)]
  const root = `sqrt(max(${t}, ${warmup}))`
  const cycle = `(max(0.0, (${t} - ${warmup}) / ${steps_per_cycle}) % 1.0)`
  return {
    constant: `* ${base}`,
    linear_warmup: `* min(1.0, ${t} / ${warmup})`,
    linear_decay: `* (${base} * min(${t} / ${warmup}, 1.0 + ${decay} * (${warmup} - ${t})))`,
    rsqrt_decay: `/ ${root}`,
    rsqrt_normalized_decay: `* ${float(Math.sqrt(warmup))} / ${root}`,
    decay_every: `* ${decay} ** (${t} // ${steps_per_decay})`,
    cosine_decay: `* max(0.0, 0.5 * (1.0 + cos(pi * ${cycle})))`,
  }
}

/** The schedules of t5x, in its absolute rates. */
export const T5X = [
  preset({
    name: 't5x/rsqrt',
    summary: 'Linear warmup, then the inverse square root of the step, with no lowest rate.',
    parameters: BASE,
    example: { base_learning_rate: 1, warmup_steps: 10_000 },
    expand: ({ base_learning_rate: base, warmup_steps: warmup }) => {
      const rise = `${float(base)} * min(1.0, epoch / ${warmup})`
      return setByExpression(`${rise} / sqrt(max(epoch, ${warmup}))`)
    },
  }),
  preset({
    name: 't5x/factors',
    summary: 'The product of named factors, as create_learning_rate_scheduler takes them.',
    parameters: FACTORS,
    example: { factors: 'constant * linear_warmup * cosine_decay', base_learning_rate: 0.01 },
    expand: (given) => {
      const { step_offset, min_learning_rate } = given
      const known = factorsOf(given, step_offset > 0 ? `max(0, epoch - ${step_offset})` : 'epoch')
      const factors = given.factors.split('*').map((name) => {
        if (Object.hasOwn(known, name.trim())) return known[name.trim()]!
        const wanted = `wanted ${Object.keys(known).join(', ')}`
        throw new PresetRefusal('factors', `given "${name.trim()}", ${wanted}`)
      })
      return setByExpression(`max(1.0 ${factors.join(' ')}, ${float(min_learning_rate)})`)
    },
  }),
]
