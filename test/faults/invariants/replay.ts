import { valuesText, type GroupValues } from './advance_response.ts'
import { generationOfStep, type Observations } from './observations.ts'
import { assertInvariant } from './violation.ts'

/** A series as it is returned: the steps, and a column for each value of each group. */
export interface Series {
  readonly steps: readonly number[]
  readonly groups: readonly Columns[]
}

type Columns = Readonly<Record<string, readonly unknown[]>> & { readonly name: string }

/**
 * Compares a replay of the current trajectory with the returned values: I6.
 * @returns the number of compared steps.
 */
export function checkReplay(observations: Observations, { steps, groups }: Series): number {
  let compared = 0
  steps.forEach((step, at) => {
    const observed = generationOfStep(observations, observations.current, step).values[step]
    if (observed === undefined) return
    compared += 1
    const now = valuesText(groups.map((columns) => groupAt(columns, at)))
    assertInvariant(
      now === observed,
      'I6 fold',
      () => `${observations.id} step ${step} was ${observed}, now ${now}`,
    )
  })
  return compared
}

const groupAt = ({ name, ...columns }: Columns, at: number): GroupValues => ({
  name,
  ...Object.fromEntries(Object.entries(columns).map(([path, column]) => [path, column[at]])),
})
