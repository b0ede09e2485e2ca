import { z } from 'zod'
import { argument, ArgumentRefusal } from './argument.ts'
import { Length } from './duration.ts'
import { levelValue, Level } from './level.ts'
import { closedFormRule } from './parts/closed_form.ts'
import { cosine, linear } from './parts/curves.ts'
import { interpolate } from './parts/ramp.ts'
import { countAtOrBefore } from './parts/count_at_or_before.ts'
import { aroundTurns, nextOf } from './parts/turns.ts'
import { schedule } from './schedule.ts'

/** The remaining share of the change to the next point after a share of the time. */
const REMAINING = { step: () => 1, linear, cosine }

const Point = z
  .tuple([Length, Level])
  .meta({ id: 'TablePoint', description: 'A step, and the level at this step.' })

const Interpolation = z.enum(['step', 'linear', 'cosine']).meta({ id: 'Interpolation' })

const MAX_POINTS = 100_000

/** Consecutive levels as one list: long tables take half the space and a fraction of the time. */
const Columns = z
  .strictObject({ from: Length, values: z.array(Level).min(1).max(MAX_POINTS) })
  .meta({ id: 'LevelColumn', description: 'A level for each step, from one step on.' })

type Points = z.infer<typeof Columns> | readonly (readonly [number, Level])[]

/**
 * Levels at given steps: held, or interpolated by a line or half a cosine wave. Before the first
 * point its level is held, after the last point the last level. A closed form of the epoch.
 */
export const TableLR = schedule({
  type: 'TableLR',
  summary: 'Takes levels from a table of steps, with or without interpolation.',
  arguments: {
    points: argument(
      z.union([z.array(Point).min(1).max(MAX_POINTS), Columns]),
      'Pairs of a step and the level at this step, the steps ascending; or a level for each step from one on.',
    ),
    interpolation: argument(
      Interpolation,
      'Between two points: the level of the first, or an interpolation.',
      { fallback: 'step' },
    ),
  },
  example: {
    type: 'TableLR',
    points: [
      [0, 1],
      [3000, 0.1],
      [6000, { value: 1e-5 }],
    ],
  },
  rule: ({ points, interpolation }) => {
    const [steps, levels] = columnsOf(points)
    const remaining = REMAINING[interpolation]
    const form = closedFormRule(
      (epoch, { base }) => {
        const passed = countAtOrBefore(steps, epoch)
        const before = Math.max(0, passed - 1)
        const [start, from] = [steps[before]!, levels[before]!]
        if (passed === 0 || passed === steps.length) return levelValue(from, base)
        const [end, to] = [steps[passed]!, levels[passed]!]
        const share = remaining((epoch - start) / (end - start))
        return interpolate(levelValue(from, base), levelValue(to, base), share)
      },
      aroundTurns((epoch) => nextOf(steps, epoch)),
    )
    // Steps hold their last level on purpose, like milestones.
    if (interpolation === 'step' || levels.at(-1) === 1) return form
    return { ...form, run: { steps: steps.at(-1)!, then: 'holds' } }
  },
})

function columnsOf(points: Points): readonly [steps: readonly number[], levels: readonly Level[]] {
  if ('from' in points) {
    return [points.values.map((_level, index) => points.from + index), points.values]
  }
  refuseUnsorted(points)
  return [points.map(([step]) => step), points.map(([, level]) => level)]
}

function refuseUnsorted(points: readonly (readonly [number, Level])[]): void {
  const at = points.findIndex(([step], index) => index > 0 && step <= points[index - 1]![0])
  if (at < 0) return
  const [before, wrong] = [points[at - 1]![0], points[at]![0]]
  throw new ArgumentRefusal(
    ['points', at, 0],
    `given ${wrong} after ${before}, wanted ascending steps`,
  )
}
