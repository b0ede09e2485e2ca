import { paramOf } from '../definition/scheduler.ts'
import type { RunLengths } from '../presets/run_lengths.ts'
import type { OptimizerSettings } from '../schedules/schedule.ts'
import { argumentWarnings } from './arguments.ts'
import { collisions } from './collisions.ts'
import { lengthWarnings } from './lengths.ts'
import { presetLengths } from './preset_lengths.ts'
import { MAX_WARNINGS, type SchedulerWarning, type WatchedScheduler } from './warning.ts'

/**
 * The warnings about the schedulers of an optimizer, at most {@link MAX_WARNINGS}: a pure function
 * of the schedulers, their groups and the length of the run.
 */
export function schedulerWarnings(
  given: readonly Omit<WatchedScheduler, 'lengths'>[],
  settings: OptimizerSettings,
): SchedulerWarning[] {
  const watched = given.map((each) => ({ ...each, lengths: lengthsOf(each, settings) }))
  const all = (function* () {
    yield* collisions(watched, settings)
    for (const each of watched) {
      yield* lengthWarnings(each, settings)
      yield* argumentWarnings(each)
    }
  })()
  return [...all.take(MAX_WARNINGS)]
}

function lengthsOf(
  { scheduler, groups }: Omit<WatchedScheduler, 'lengths'>,
  settings: OptimizerSettings,
): RunLengths | undefined {
  const { preset, written } = scheduler
  if (preset === undefined || !written?.parameters) return undefined
  const { parameters } = written
  return presetLengths({ preset, parameters }, { param: paramOf(scheduler), groups }, settings)
}
