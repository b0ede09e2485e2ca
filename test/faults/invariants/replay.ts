import { numbersAt, stepWriters, type Columns } from './step_texts.ts'
import { generationOfStep, type Observations } from './observations.ts'
import { assertInvariant } from './violation.ts'

/** A series as it is returned: the steps, and a column for each value of each group. */
export interface Series {
  readonly steps: readonly number[]
  readonly groups: readonly Columns[]
}

/**
 * Compares a replay of the current trajectory with the returned numbers: I6. A series has no
 * constants.
 * @returns the number of compared steps.
 */
export function checkReplay(observations: Observations, { steps, groups }: Series): number {
  let compared = 0
  const writers = stepWriters([], groups)
  steps.forEach((step, at) => {
    const observed = generationOfStep(observations, observations.current, step).values[step]
    if (observed === undefined) return
    compared += 1
    const now = numbersAt(writers, at)
    assertInvariant(
      now === observed,
      'I6 fold',
      () => `${observations.id} step ${step} was ${observed}, now ${now}`,
    )
  })
  return compared
}

/** Whether two series have the same numbers of the same groups at each step. */
export function sameSeries(one: Series, other: Series): boolean {
  const [before, now] = [stepWriters([], one.groups), stepWriters([], other.groups)]
  return one.steps.every((_step, at) => numbersAt(before, at) === numbersAt(now, at))
}
