import { z } from 'zod'
import { argument, ArgumentRefusal } from './argument.ts'
import { Length } from './duration.ts'
import { levelValue, Level } from './level.ts'
import { closedFormRule } from './parts/closed_form.ts'
import { cosine, linear } from './parts/curves.ts'
import { interpolate } from './parts/ramp.ts'
import { countAtOrBefore } from './parts/count_at_or_before.ts'
import { schedule } from './schedule.ts'

/** The remaining share of the change to the next point after a share of the time. */
const REMAINING = { step: () => 1, linear, cosine }

const Point = z.tuple([Length, Level]).meta({ description: 'A step, and the level at this step.' })

/**
 * Levels at given steps: held, or interpolated by a line or half a cosine wave. Before the first
 * point its level is held, after the last point the last level. A closed form of the epoch.
 */
export const TableLR = schedule({
  type: 'TableLR',
  summary: 'Takes levels from a table of steps, with or without interpolation.',
  arguments: {
    points: argument(
      z.array(Point).min(1).max(10_000),
      'Pairs of a step and the level at this step; the steps are ascending.',
    ),
    interpolation: argument(
      z.enum(['step', 'linear', 'cosine']),
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
    refuseUnsorted(points)
    const steps = points.map(([step]) => step)
    const remaining = REMAINING[interpolation]
    return closedFormRule((epoch, { base }) => {
      const passed = countAtOrBefore(steps, epoch)
      const [start, from] = points[Math.max(0, passed - 1)]!
      const next = points[passed]
      if (passed === 0 || !next) return levelValue(from, base)
      const [end, to] = next
      const share = remaining((epoch - start) / (end - start))
      return interpolate(levelValue(from, base), levelValue(to, base), share)
    })
  },
})

function refuseUnsorted(points: readonly (readonly [number, Level])[]): void {
  const at = points.findIndex(([step], index) => index > 0 && step <= points[index - 1]![0])
  if (at < 0) return
  const [before, wrong] = [points[at - 1]![0], points[at]![0]]
  throw new ArgumentRefusal(
    ['points', at, 0],
    `given ${wrong} after ${before}, wanted ascending steps`,
  )
}
