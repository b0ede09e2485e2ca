import { MAX_COMPUTED } from '../../core/optimizer/refusals.ts'
import { hyperparameterOf } from '../../core/hyperparameters.ts'
import { refuse, refuseFaults } from '../../core/problem.ts'
import { recorder, columnCount, type Series } from '../../core/series/series.ts'
import { downsample } from '../../core/series/downsample.ts'
import {
  extremesRecorder,
  heldSteps,
  type ThinnedRange,
} from '../../core/series/extremes_recorder.ts'
import { recordRange, type SeriesSegment } from './record_range.ts'
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

/** Numbers in one response: about 20 MB of JSON. */
const MAX_VALUES = 1_000_000

/**
 * The values at a range of steps.
 * @param parts the way there and through it.
 * @throws {Refusal} `series_too_long`, `value_not_finite`, `schedule_ended`; `invalid_request` for
 *   hyperparameters that no group has.
 */
export async function buildSeries(parts: readonly SeriesSegment[], range: Range): Promise<Series> {
  const { from, to, points, hyperparameters } = range
  const columns = columnCount(parts[0]!.state.program, hyperparameters)
  refuseLength(range, columns)
  const steps = to - from + 1
  const isThinned = points !== undefined && points < steps
  const held = isThinned ? Math.min(steps, heldSteps(points, columns)) : steps
  return withBudget(held * (1 + columns), async () => {
    if (!isThinned) return recordAll(parts, range)
    return thinnedSeries(parts, { ...range, points }, columns)
  })
}

async function recordAll(
  parts: readonly SeriesSegment[],
  { from, to, hyperparameters }: Range,
): Promise<Series> {
  const { onStep, series } = recorder(from, to, hyperparameters)
  await recordRange(parts, { from, onStep })
  const recorded = series()
  refuseFaults(unknownHyperparameters(recorded, hyperparameters))
  return recorded
}

async function thinnedSeries(
  parts: readonly SeriesSegment[],
  range: Range & ThinnedRange,
  columns: number,
): Promise<Series> {
  const { from, points, hyperparameters } = range
  const { series: recordedSeries, ...steps } = extremesRecorder(range, columns, hyperparameters)
  await recordRange(parts, { from, ...steps })
  const recorded = recordedSeries()
  refuseFaults(unknownHyperparameters(recorded, hyperparameters))
  const thinned = await runYielding(downsample(recorded, points))
  const series = thinned === recorded ? copyOf(recorded) : thinned
  freeBuffers(recorded)
  const { length } = series.steps
  if (length <= points) return series
  const reason = `the extremes lie at ${length} different steps, wanted "points" of at least ${length}`
  return refuse({ code: 'series_too_long', pointer: '/points', reason })
}

/** Its own memory: that of the recording is larger. */
const copyOf = ({ steps, columns }: Series): Series => ({
  steps: steps.slice(),
  columns: columns.map((column) => ({ ...column, values: column.values.slice() })),
})

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
