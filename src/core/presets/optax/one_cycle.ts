import { length, positive, rate, share } from '../shape/parameters.ts'
import { phased } from '../shape/phases.ts'
import { preset, PresetRefusal } from '../preset.ts'

/** The end steps of the phases, which optax truncates to whole steps. */
function wholeSteps(given: { transition_steps: number }, shares: Readonly<Record<string, number>>) {
  const ends = Object.entries(shares).map(([parameter, share]) => ({
    parameter,
    at: Math.trunc(share * given.transition_steps),
  }))
  const all = [...ends, { parameter: 'transition_steps', at: given.transition_steps }]
  for (const [index, { parameter, at }] of all.entries()) {
    const before = all[index - 1]?.at ?? 0
    if (at > before) continue
    const detail = `evaluates to step ${at}, wanted a step after ${before}, its start`
    throw new PresetRefusal(parameter, detail)
  }
  return all.map(({ at }) => at)
}

const CYCLE = {
  transition_steps: length('Steps of the whole cycle.'),
  peak_value: rate('Highest value.'),
  pct_start: share('Share of the steps in the increase.').default(0.3),
  div_factor: positive('The divisor from the highest value to the first one.').default(25),
  final_div_factor: positive('The divisor from the first value to the last one.').default(1e4),
}

/** A phase from one value to another. */
const ramp = (curve: string, from: number, to: number, duration: number) => ({
  curve,
  from: { value: from },
  to: { value: to },
  duration,
})

/** The one cycles of optax. */
export const OPTAX_ONE_CYCLE = [
  preset({
    name: 'optax/linear_onecycle',
    summary: 'Up to a peak, down to the first value and then to almost 0, along lines.',
    parameters: {
      ...CYCLE,
      pct_final: share('Share of the steps before the last phase.').default(0.85),
    },
    example: { transition_steps: 1000, peak_value: 0.1 },
    expand: ({ pct_start, pct_final, ...given }) => {
      const [up, down, end] = wholeSteps(given, { pct_start, pct_final }) as [
        number,
        number,
        number,
      ]
      const low = given.peak_value / given.div_factor
      return phased(
        ramp('linear', low, given.peak_value, up),
        ramp('linear', given.peak_value, low, down - up),
        ramp('linear', low, low / given.final_div_factor, end - down),
      )
    },
  }),
  preset({
    name: 'optax/cosine_onecycle',
    summary: 'Up to a peak and down to almost 0, along cosines.',
    parameters: CYCLE,
    example: { transition_steps: 1000, peak_value: 0.1 },
    expand: ({ pct_start, ...given }) => {
      const [up, end] = wholeSteps(given, { pct_start }) as [number, number]
      const low = given.peak_value / given.div_factor
      return phased(
        ramp('cosine', low, given.peak_value, up),
        ramp('cosine', given.peak_value, low / given.final_div_factor, end - up),
      )
    },
  }),
]
