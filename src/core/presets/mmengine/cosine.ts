import { z } from 'zod'
import { float } from '../shape/expressions.ts'
import { isLeftOut, length, number, optionalSteps } from '../shape/parameters.ts'
import { preset, PresetRefusal, type SchedulerJson } from '../preset.ts'
import { afterFirst, FLOOR, floorOf, inWindow, WINDOW, windowOf } from './window.ts'

/** One step of a cosine, from the value of the step before. */
const cosineStep = (time: string, length: number, floor: string): string =>
  `(1 + cos(pi * ${time} / ${length})) / (1 + cos(pi * (${time} - 1) / ${length})) * (value - ${floor}) + ${floor}`

/** A cosine with its top, from its first step on. */
interface Period {
  readonly first: number
  readonly length: number
  readonly weight: number
}

function periodsOf(begin: number, periods: readonly number[], weights: readonly number[]) {
  let first = begin
  return periods.map((length, index): Period => {
    const period = { first, length, weight: weights[index]! }
    first += length
    return period
  })
}

/** The value in one of several periods, and elsewhere as it is. */
function inPeriods(periods: readonly Period[], floor: string): string {
  const parts = periods.map(({ first, length, weight }) => {
    const step = cosineStep(`(epoch - ${first})`, length, floor)
    const top = `base * ${float(weight)}`
    return `${top} if epoch == ${first} else ${step} if epoch < ${first + length}`
  })
  return `${parts.join(' else ')} else value`
}

/** The number of periods whose expressions fit into one. */
const MOST_PERIODS = 30

/** The cosines of MMEngine. */
export const MMENGINE_COSINE = [
  preset({
    name: 'mmengine/cosine_annealing',
    summary: 'One cosine in a window; with a smaller T_max it rises again.',
    parameters: {
      ...WINDOW,
      T_max: optionalSteps('Steps of the cosine. Default, and 0: the steps of the window.'),
      ...FLOOR,
    },
    example: { end: 1000, eta_min: 1e-5 },
    expand: ({ T_max, ...given }, context) => {
      const window = windowOf(given, context)
      const { time, length } = window
      const half = T_max || length
      const floor = floorOf(given)
      const turn = `value + (base - ${floor}) * (1 - cos(pi / ${half})) / 2`
      const step = cosineStep(time, half, floor)
      return afterFirst(
        window,
        `${turn} if (${time} - 1 - ${half}) % ${2 * half} == 0 else ${step}`,
      )
    },
  }),
  preset({
    name: 'mmengine/cosine_restart',
    summary: 'Cosines with listed lengths and tops; after them the value is left alone.',
    parameters: {
      periods: z.array(length('Steps of a cosine.')).min(1).max(1000),
      restart_weights: z
        .array(number('Factor at the top of a cosine.'))
        .min(1)
        .max(1000)
        .default([1]),
      ...FLOOR,
      ...WINDOW,
    },
    example: { periods: [100, 200], restart_weights: [1, 0.5], eta_min: 1e-5 },
    expand: ({ periods: lengths, restart_weights: weights, ...given }, context): SchedulerJson => {
      if (lengths.length !== weights.length) {
        const detail = `given ${weights.length}, wanted one for each of the ${lengths.length} periods`
        throw new PresetRefusal('restart_weights', detail)
      }
      if (isLeftOut(given.eta_min) && isLeftOut(given.eta_min_ratio)) {
        const detail = 'omitted, and so is eta_min_ratio: wanted one of the two'
        throw new PresetRefusal('eta_min', detail)
      }
      const [window, floor] = [windowOf(given, context), floorOf(given)]
      const periods = periodsOf(window.begin, lengths, weights)
      const chunks = Array.from({ length: Math.ceil(periods.length / MOST_PERIODS) }, (_, index) =>
        periods.slice(index * MOST_PERIODS, (index + 1) * MOST_PERIODS),
      )
      const schedulers = chunks.map((each) =>
        inWindow({ ...window, begin: each[0]!.first }, inPeriods(each, floor)),
      )
      const [only] = schedulers
      return only && schedulers.length === 1 ? only : { type: 'ChainedScheduler', schedulers }
    },
  }),
]
