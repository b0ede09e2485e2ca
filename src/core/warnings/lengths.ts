import { fieldsOf } from '../definition/expand_preset.ts'
import { isPreset } from '../definition/scheduler_schemas.ts'
import { differsByGroup, paramOf, ruleFor, startEpoch } from '../definition/scheduler.ts'
import type { AfterRun, Run } from '../schedules/rule.ts'
import type { Scheduler } from '../schedules/catalogue.ts'
import type { OptimizerSettings } from '../schedules/schedule.ts'
import { presetLengths, type GivenPreset } from './preset_lengths.ts'
import { MAX_WARNINGS, type SchedulerWarning, type WatchedScheduler } from './warning.ts'

/** Lengths that do not fit the run: `total_steps`, or the run that a preset was given. */
export function* lengthWarnings(
  watched: WatchedScheduler,
  settings: OptimizerSettings,
): Generator<SchedulerWarning> {
  const { scheduler } = watched
  const { name, every } = scheduler
  yield* longWarmups(watched, settings)
  if (settings.totalSteps === undefined) return
  const total = settings.totalSteps
  if (every !== undefined && every >= total) {
    const detail = `given ${every}, and the run has ${total} steps: it never steps after its first value. every counts steps of the optimizer.`
    yield { scheduler: name, code: 'never_steps', path: ['every'], detail }
    return
  }
  yield* shortRuns(watched, total, settings)
  yield* unreachedMilestones(watched, total)
}

/** The step of the optimizer at which a scheduler is at an epoch. */
function stepOf({ scheduler, since }: WatchedScheduler, epoch: number): number {
  const { every = 1 } = scheduler
  return (Math.floor(since / every) + epoch - startEpoch(scheduler)) * every
}

const AFTER: Readonly<Record<AfterRun, string>> = {
  holds: 'its last value is kept from there on',
  turns: 'its value turns back after that',
  ends: 'later steps have no value, and advances to them are refused with schedule_ended',
  library: 'its values after that are those of the library after the end of its run',
}

function* shortRuns(
  watched: WatchedScheduler,
  total: number,
  settings: OptimizerSettings,
): Generator<SchedulerWarning> {
  const { scheduler, groups, lengths } = watched
  const { every = 1, name } = scheduler
  const given: Run | undefined =
    lengths?.steps === undefined ? undefined : { steps: lengths.steps, then: 'library' }
  const each = groups.slice(0, differsByGroup(scheduler) ? MAX_WARNINGS : 1)
  const isShort = ({ steps }: Run) => stepOf(watched, steps) + every < total
  const runs = each.map((group) => ({
    group,
    run: given ?? ruleFor(scheduler, group.name, settings).run,
  }))
  const short = runs.find(({ run }) => run !== undefined && isShort(run))
  if (!short) return
  const { steps, then } = short.run!
  const whose = differsByGroup(scheduler) ? ` for group "${short.group.name}"` : ''
  const detail = `is made for ${steps} of its steps${whose}: it ends at step ${stepOf(watched, steps)} of ${total}, and ${AFTER[then]}. Give it the length of the run ("100%" of total_steps), or correct total_steps.`
  yield { code: 'schedule_short', scheduler: name, path: [], detail }
}

/** A warmup, the run that it is a part of, and its place. */
interface GivenWarmup {
  readonly warmup: number | undefined
  readonly run: number | undefined
  readonly path: readonly PropertyKey[]
}

/** A warmup as long as the run, or longer: the schedule after it never begins. */
function* longWarmups(
  watched: WatchedScheduler,
  settings: OptimizerSettings,
): Generator<SchedulerWarning> {
  for (const { warmup, run, path } of warmupsOf(watched, settings)) {
    if (warmup === undefined || run === undefined || warmup < run) continue
    const detail = `a warmup of ${warmup} steps is as long as the run of ${run} steps, or longer: what comes after it never begins.`
    yield { scheduler: watched.scheduler.name, code: 'warmup_long', path, detail }
  }
}

function* warmupsOf(
  watched: WatchedScheduler,
  settings: OptimizerSettings,
): Generator<GivenWarmup> {
  const { scheduler, groups, lengths } = watched
  const { totalSteps: total } = settings
  if (lengths) yield { warmup: lengths.warmup, run: lengths.steps ?? total, path: ['preset'] }
  else yield { warmup: durationOf(scheduler), run: total, path: ['duration'] }
  const driven = { param: paramOf(scheduler), groups }
  for (const { path, ...given } of nestedPresets(scheduler.written?.arguments, [])) {
    const { warmup, steps = total } = presetLengths(given, driven, settings) ?? {}
    yield { warmup, run: steps, path: [...path, 'preset'] }
  }
}

/** The steps of a WarmupLR. */
const durationOf = ({ type, every = 1, duration }: Scheduler) =>
  type === 'WarmupLR' && typeof duration === 'number' ? duration * every : undefined

/** The presets inside a scheduler, as they were given. */
function* nestedPresets(
  given: unknown,
  path: readonly PropertyKey[],
): Generator<GivenPreset & { readonly path: readonly PropertyKey[] }> {
  if (typeof given !== 'object' || given === null) return
  if (isPreset(given)) {
    yield { preset: given.preset, parameters: fieldsOf(given).own, path }
    return
  }
  for (const [key, inner] of Object.entries(given)) yield* nestedPresets(inner, [...path, key])
}

const WITH_MILESTONES: ReadonlySet<string> = new Set(['MultiStepLR', 'SequentialLR'])

function* unreachedMilestones(
  watched: WatchedScheduler,
  total: number,
): Generator<SchedulerWarning> {
  const { scheduler } = watched
  const { milestones } = scheduler
  if (!WITH_MILESTONES.has(scheduler.type) || !Array.isArray(milestones)) return
  const given = milestones as readonly number[]
  const at = given.findIndex((milestone) => stepOf(watched, milestone) >= total)
  if (at < 0) return
  const detail = `given ${given[at]}, which is step ${stepOf(watched, given[at]!)} of a run of ${total} steps: it is never reached. Milestones count steps, or n steps with "every": n.`
  const path = ['milestones', at]
  yield { code: 'milestone_unreached', scheduler: scheduler.name, path, detail }
}
