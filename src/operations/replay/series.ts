import { MAX_COMPUTED } from '../../core/optimizer/refusals.ts'
import { hyperparameterOf } from '../../core/hyperparameters.ts'
import { refuse, refuseFaults } from '../../core/problem.ts'
import { recorder, columnCount, type Series } from '../../core/series/series.ts'
import { downsample } from '../../core/series/downsample.ts'
import type { ReplaySegment } from './history.ts'
import { runInSlices } from '../event_loop/time_slices.ts'
import { withBudget } from './memory_budget.ts'
import { runYielding } from '../event_loop/yielding.ts'

/** A range of steps, and what to show of it. */
export interface Range {
  readonly from: number
  readonly to: number
  /** At most so many steps; left out, every one. */
  readonly points?: number | undefined
  /** Their names in a group: lists are shown whole. */
  readonly hyperparameters: readonly string[]
}

/** A part of the way through a range. */
type SeriesSegment = Pick<ReplaySegment, 'state' | 'inputs' | 'to'>

/** Numbers in one response: about 20 MB of JSON. */
const MAX_VALUES = 1_000_000
/** Numbers held while a series is thinned: 40 MB. */
const MAX_RECORDED = 5_000_000

/**
 * The values at a range of steps.
 * @param parts the way there and through it.
 * @throws {Refusal} `series_too_long`, `value_not_finite`, `schedule_ended`; `invalid_request` for
 *   hyperparameters that no group has.
 */
export async function buildSeries(parts: readonly SeriesSegment[], range: Range): Promise<Series> {
  const { from, to, points, hyperparameters } = range
  const { step, program } = parts[0]!.state
  refuseCost(to - step, program.rulesPerStep, '/to')
  const columns = columnCount(program, hyperparameters)
  refuseLength(range, columns)
  return withBudget((to - from + 1) * (1 + columns), async () => {
    const recorded = await runSeries(parts, range)
    return points === undefined ? recorded : downsampled(recorded, points)
  })
}

async function runSeries(
  parts: readonly SeriesSegment[],
  { from, to, hyperparameters }: Range,
): Promise<Series> {
  const { onStep, series } = recorder(from, to, hyperparameters)
  const { step, values, program } = parts[0]!.state
  onStep(step, values, program)
  for (const part of parts) await runInSlices(part.state, part.inputs, part.to, onStep)
  const recorded = series()
  refuseFaults(unknownHyperparameters(recorded, hyperparameters))
  return recorded
}

async function downsampled(recorded: Series, points: number): Promise<Series> {
  const series = await runYielding(downsample(recorded, points))
  if (series !== recorded) freeBuffers(recorded)
  const { length } = series.steps
  if (length <= points) return series
  const reason = `the extremes lie at ${length} different steps, wanted "points" of at least ${length}`
  return refuse({ code: 'series_too_long', pointer: '/points', reason })
}

/** Gives memory back at once. Left to the collector, so much of it would make it run each time. */
function freeBuffers({ steps, columns }: Series): void {
  for (const { buffer } of [steps, ...columns.map(({ values }) => values)]) {
    void (buffer as ArrayBuffer).transfer(0)
  }
}

/** Refuses to compute more than one answer is worth. */
export function refuseCost(steps: number, labour: number, pointer: string): void {
  if (steps * Math.max(1, labour) <= MAX_COMPUTED) return
  const reason = `${steps} steps x ${labour} schedules in one response, wanted a product of at most ${MAX_COMPUTED}`
  refuse({ code: 'series_too_long', pointer, reason })
}

function refuseLength({ from, to, points }: Range, width: number): void {
  const steps = to - from + 1
  const shown = Math.min(steps, points ?? steps)
  if (shown * width > MAX_VALUES) {
    const fitting = Math.floor(MAX_VALUES / width)
    const reason = `${shown} steps x ${width} columns in one response, wanted "points" of at most ${fitting}`
    refuse({ code: 'series_too_long', pointer: '/points', reason })
  }
  if (steps * width > MAX_RECORDED) {
    const fitting = Math.floor(MAX_RECORDED / width)
    const reason = `a range of ${steps} steps x ${width} columns, wanted at most ${fitting} steps`
    refuse({ code: 'series_too_long', pointer: '/to', reason })
  }
}

function unknownHyperparameters({ columns }: Series, wanted: readonly string[]) {
  const known = new Set(columns.map(({ path }) => hyperparameterOf(path)))
  return wanted
    .filter((name) => !known.has(name))
    .map((name) => ({ pointer: '/hyperparameters', detail: unknownName(name) }))
}

/** An element is shown with its list, as a group has it. */
function unknownName(name: string): string {
  const list = hyperparameterOf(name)
  if (list === name) return `no group has a number "${name}", wanted names of hyperparameters`
  return `given "${name}", wanted "${list}": a list is returned whole`
}
