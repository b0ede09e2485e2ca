import { z } from 'zod'
import type { Level } from '../../schedules/level.ts'
import {
  below1,
  count,
  length,
  monitor,
  only,
  positive,
  rate,
  share,
  word,
} from '../shape/parameters.ts'
import { phased } from '../shape/phases.ts'
import { reports } from '../shape/plateau.ts'
import { preset, PresetRefusal, type SchedulerJson } from '../preset.ts'

const init_value = z.number().meta({ description: 'Value at the start.' })
const boundaries_and_scales = z
  .record(z.string().regex(/^(0|[1-9]\d{0,14})$/, { error: 'wanted a step' }), rate('A factor.'))
  .refine((scales) => Object.keys(scales).length <= 10_000, { error: 'wanted at most 10000' })
  .nullable()
  .meta({ description: 'At each step (the key) the factor on the value so far.' })

type Point = readonly [step: number, level: Level]

/** Where each boundary leads: every scale acts on what the ones before it left. */
function pointsOf(init: number, scales: Readonly<Record<string, number>> | null): Point[] {
  const ascending = Object.entries(scales ?? {}).sort(([a], [b]) => Number(a) - Number(b))
  let current = init
  const points = ascending.map(([step, scale]): Point => {
    current *= scale
    return [Number(step), { value: current }]
  })
  return points[0]?.[0] === 0 ? points : [[0, { value: init }], ...points]
}

const table = (points: readonly Point[], interpolation: string): SchedulerJson => ({
  type: 'TableLR',
  points,
  interpolation,
})

/** The table's knots, which optax cuts off to whole steps. */
function wholeSteps(given: { transition_steps: number }, shares: Readonly<Record<string, number>>) {
  const ends = Object.entries(shares).map(([parameter, share]) => ({
    parameter,
    at: Math.trunc(share * given.transition_steps),
  }))
  const all = [...ends, { parameter: 'transition_steps', at: given.transition_steps }]
  for (const [index, { parameter, at }] of all.entries()) {
    const before = all[index - 1]?.at ?? 0
    if (at > before) continue
    const detail = `evaluates to step ${at}, wanted a later one than ${before}, where it begins`
    throw new PresetRefusal(parameter, detail)
  }
  return all.map(({ at }) => at)
}

const CYCLE = {
  transition_steps: length('Steps of the whole cycle.'),
  peak_value: rate('Highest value.'),
  pct_start: share('Share of the steps that goes up.').default(0.3),
  div_factor: positive('How much lower it begins.').default(25),
  final_div_factor: positive('How much lower it ends than it began.').default(1e4),
}

/** A stretch from one value to another. */
const ramp = (curve: string, from: number, to: number, duration: number) => ({
  curve,
  from: { value: from },
  to: { value: to },
  duration,
})

/** The schedules of optax that go from point to point, and its plateau. */
export const OPTAX_PIECEWISE = [
  preset({
    name: 'optax/piecewise_constant',
    summary: 'Multiplies by a scale at each boundary.',
    parameters: { init_value, boundaries_and_scales: boundaries_and_scales.default(null) },
    example: { init_value: 1, boundaries_and_scales: { 100: 0.1, 200: 0.5 } },
    expand: ({ init_value, boundaries_and_scales }) =>
      table(pointsOf(init_value, boundaries_and_scales), 'step'),
  }),
  preset({
    name: 'optax/piecewise_interpolate',
    summary: 'Moves from scale to scale along lines or cosines.',
    parameters: {
      interpolate_type: word(['linear', 'cosine'], 'Along what.'),
      init_value,
      boundaries_and_scales: boundaries_and_scales.default(null),
    },
    example: {
      interpolate_type: 'linear',
      init_value: 1,
      boundaries_and_scales: { 100: 0.1, 200: 0.5 },
    },
    expand: ({ interpolate_type, init_value, boundaries_and_scales }) =>
      table(pointsOf(init_value, boundaries_and_scales), interpolate_type),
  }),
  preset({
    name: 'optax/linear_onecycle',
    summary: 'Up, down again and then to almost nothing, along lines.',
    parameters: {
      ...CYCLE,
      pct_final: share('Share of the steps after which only the last stretch is left.').default(
        0.85,
      ),
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
    summary: 'Up and then down to almost nothing, along cosines.',
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
  preset({
    name: 'optax/reduce_on_plateau',
    summary: 'Times factor when a metric has stopped improving; fires at patience, not after it.',
    parameters: {
      monitor,
      factor: below1('Factor of each reduction.').default(0.1),
      patience: count('Reports without improvement up to a reduction.').default(10),
      rtol: share('How much better counts, as a share.').default(1e-4),
      atol: rate('How much better counts, as a difference. Either this or rtol.').default(0),
      cooldown: reports('Reports after a reduction that do not count.').default(0),
      accumulation_size: only(1, 'Reports that are averaged first: report the mean.'),
      min_scale: share('Lowest factor of the group’s own value.').default(0),
    },
    example: { monitor: 'val_loss', factor: 0.5, patience: 5 },
    expand: (given) => {
      if (given.rtol > 0 === given.atol > 0) {
        const detail = `given ${given.atol} beside an rtol of ${given.rtol}, wanted one of the two`
        throw new PresetRefusal('atol', detail)
      }
      return {
        type: 'ReduceLROnPlateau',
        monitor: given.monitor,
        mode: 'min',
        factor: given.factor,
        patience: given.patience - 1,
        threshold: given.rtol || given.atol,
        threshold_mode: given.rtol > 0 ? 'rel' : 'abs',
        cooldown: given.cooldown,
        eps: 0,
        ...(given.min_scale > 0 ? { min: given.min_scale } : {}),
      }
    },
  }),
]
