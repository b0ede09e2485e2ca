import type { Level } from '../../schedules/level.ts'
import type { OptimizerSettings } from '../../schedules/schedule.ts'
import { example, partsOf, RUN, type Run } from './run.ts'
import {
  count,
  isLeftOut,
  only,
  optionalRate,
  optionalShare,
  positive,
} from '../shape/parameters.ts'
import { phased, withWarmup, warmup, type PhaseJson } from '../shape/phases.ts'
import { preset, PresetRefusal, type SchedulerJson } from '../preset.ts'

const CYCLES = positive('Full waves: 0.5 is down, 1 is down and up, 1.5 is down, up and down.')

/**
 * Warmup, then half waves of a cosine. The library continues the wave after the end of the run; the
 * last value is held here.
 */
function waves(
  given: Run & { num_cycles: number },
  floor: Level,
  settings: OptimizerSettings,
): SchedulerJson {
  const { up, down } = partsOf(given, settings)
  const count = 2 * given.num_cycles
  if (!Number.isInteger(count)) {
    const wanted = 'wanted half waves: 0.5, 1, 1.5, ...'
    throw new PresetRefusal('num_cycles', `given ${given.num_cycles}, ${wanted}`)
  }
  if (count === 1) return phased(warmup(up), { curve: 'cosine', to: floor, duration: down })
  const period = down / count
  const scheduler = phased({ curve: 'cosine', to: floor, duration: period })
  const repeated = { type: 'RepeatLR', period, mirror: true, count, scheduler }
  return withWarmup({ duration: up }, repeated)
}

const FLOOR = {
  min_lr: optionalRate('Lowest rate. Either this or min_lr_rate.'),
  min_lr_rate: optionalShare('Lowest rate as a factor of the group’s.'),
}

function floorOf(given: {
  readonly min_lr?: number | null | undefined
  readonly min_lr_rate?: number | null | undefined
}): Level {
  const both = [given.min_lr, given.min_lr_rate].map(isLeftOut)
  if (both[0] === both[1]) {
    const said = both[0] ? 'omitted' : 'given'
    throw new PresetRefusal('min_lr_rate', `${said}, and so is min_lr: wanted one of the two`)
  }
  return given.min_lr_rate ?? { value: given.min_lr! }
}

/** Warmup with a first step above 0 and a last step at 1. */
function fromRate(first: number | null | undefined, duration: number): PhaseJson {
  if (isLeftOut(first)) return { ...warmup(duration), endpoints: 'end' }
  if (duration === 1) return { curve: 'hold', to: first, duration }
  return { ...warmup(duration, first), endpoints: 'both' }
}

/** The cosines of transformers' `get_scheduler`. */
export const TRANSFORMERS_COSINE = [
  preset({
    name: 'hf/cosine',
    summary: 'Linear warmup from 0, then half waves of a cosine between 1 and 0.',
    parameters: { ...RUN, num_cycles: CYCLES.default(0.5) },
    example,
    expand: (given, settings) => waves(given, 0, settings),
  }),
  preset({
    name: 'hf/cosine_with_restarts',
    summary: 'Linear warmup from 0, then cosines to 0, each starting again at the top.',
    parameters: { ...RUN, num_cycles: count('The number of cosines.').default(1) },
    example: { ...example, num_cycles: 3 },
    expand: (given, settings) => {
      const { up, down } = partsOf(given, settings)
      const period = down / given.num_cycles
      const scheduler = phased({ curve: 'cosine', to: 0, duration: period })
      const repeated = { type: 'RepeatLR', period, count: given.num_cycles, scheduler }
      return withWarmup({ duration: up }, repeated)
    },
  }),
  preset({
    name: 'hf/cosine_with_min_lr',
    summary: 'Linear warmup from 0, then half waves of a cosine between 1 and a floor.',
    parameters: { ...RUN, num_cycles: CYCLES.default(0.5), ...FLOOR },
    example: { ...example, min_lr_rate: 0.1 },
    expand: (given, settings) => waves(given, floorOf(given), settings),
  }),
  preset({
    name: 'hf/cosine_warmup_with_min_lr',
    summary:
      'Warmup that does not begin at 0, then a cosine that is at its floor on the last step.',
    parameters: {
      ...RUN,
      num_cycles: only(0.5, 'Full waves; only 0.5, a single decrease.'),
      ...FLOOR,
      warmup_lr_rate: optionalShare('Factor at the start of warmup. Default: 1/num_warmup_steps.'),
    },
    example: { ...example, min_lr_rate: 0.1 },
    expand: ({ warmup_lr_rate, ...given }, settings) => {
      const { up, down } = partsOf(given, settings)
      const to = floorOf(given)
      return phased(fromRate(warmup_lr_rate, up), {
        curve: 'cosine',
        from: 1,
        to,
        duration: down,
        endpoints: 'end',
      })
    },
  }),
]
