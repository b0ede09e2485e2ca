import { readFileSync } from 'node:fs'
import { after, describe, it } from 'node:test'
import { closeTo } from './close_to.ts'
import { schedulerValues, schedulerValuesAt } from './scheduler_values.ts'

/** A schedule of another library as our JSON, and its values at some steps. */
interface KnownSchedule {
  readonly id: string
  readonly hyperparameter: string
  readonly base: number
  readonly ours: object
  readonly points: readonly (readonly [step: number, value: number])[]
}

/** Reports of a metric, and the value after each. */
interface Feedback {
  readonly id: string
  readonly initial: number
  readonly config: object
  readonly ours?: object
  readonly metrics: readonly number[]
  readonly values: readonly number[]
}

const file = new URL('../../golden/schedule_points.json', import.meta.url)
const { schedules, feedback } = JSON.parse(readFileSync(file, 'utf8')) as {
  schedules: readonly KnownSchedule[]
  feedback: readonly Feedback[]
}

describe('the known values of other libraries', () => {
  for (const { id, hyperparameter: param, base, ours, points } of schedules) {
    it(`${id}: ${points.length} points`, () => {
      const [steps, values] = [points.map(([step]) => step), points.map(([, value]) => value)]
      compare(schedulerValuesAt(steps, ours, { param, base }), values)
    })
  }

  for (const { id, initial: base, config, ours, metrics: losses, values } of feedback) {
    it(`${id}: the value after each report`, () => {
      const scheduler = { monitor: 'loss', ...(ours ?? { type: 'GreedyLR', ...config }) }
      compare(schedulerValues(losses.length, scheduler, { base, losses }).slice(1), values)
    })
  }

  let compared = 0
  let furthest = 0
  after(() => {
    const known = schedules.length + feedback.length
    console.log(
      `# ${known} schedules of other libraries, ${compared} values: furthest ${furthest.toExponential(1)} relative`,
    )
  })

  function compare(actual: readonly number[], expected: readonly number[]): void {
    closeTo(actual, expected)
    compared += expected.length
    // A point that is 0 is known to 1e-15 only.
    const apart = expected.map((value, at) => Math.abs(actual[at]! - value) / Math.abs(value))
    furthest = Math.max(furthest, ...apart.filter((each, at) => expected[at] !== 0 && each > 0))
  }
})
