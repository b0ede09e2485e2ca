import { z } from 'zod'
import { argument, ArgumentRefusal } from './argument.ts'
import { Length } from './duration.ts'
import { heightOf, Level } from './level.ts'
import { byClosedForm } from './parts/closed_form.ts'
import { cosine, linear } from './parts/curves.ts'
import { between } from './parts/ramp.ts'
import { reached } from './parts/reached.ts'
import { schedule } from './schedule.ts'

/** What is left of the way to the next point after a part of the time. */
const LEFT = { step: () => 1, linear, cosine }

const Point = z.tuple([Length, Level]).meta({ description: 'A step, and the level there.' })

/**
 * Levels at given steps: held, or led from one to the next along a line or half a cosine wave.
 * Before the first point and after the last one their levels are held. A closed form of the epoch.
 */
export const TableLR = schedule({
  type: 'TableLR',
  summary: 'Takes levels from a table of steps, with or without interpolation.',
  arguments: {
    points: argument(
      z.array(Point).min(1).max(10_000),
      'Pairs of a step and the level there; the steps rise.',
    ),
    interpolation: argument(
      z.enum(['step', 'linear', 'cosine']),
      'Between two points: the level of the first, or a way to the second.',
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
    refuseFalling(points)
    const steps = points.map(([step]) => step)
    const left = LEFT[interpolation]
    return byClosedForm((epoch, { base }) => {
      const passed = reached(steps, epoch)
      const [start, from] = points[Math.max(0, passed - 1)]!
      const next = points[passed]
      if (passed === 0 || !next) return heightOf(from, base)
      const [end, to] = next
      const share = left((epoch - start) / (end - start))
      return between(heightOf(from, base), heightOf(to, base), share)
    })
  },
})

function refuseFalling(points: readonly (readonly [number, Level])[]): void {
  const at = points.findIndex(([step], index) => index > 0 && step <= points[index - 1]![0])
  if (at < 0) return
  const [before, wrong] = [points[at - 1]![0], points[at]![0]]
  throw new ArgumentRefusal(
    ['points', at, 0],
    `given ${wrong} after ${before}, wanted them to rise`,
  )
}
