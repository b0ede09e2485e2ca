import { define, RegistrationBody } from '../../../src/core/definition/registration.ts'
import type { MetricDecision } from '../../../src/core/metrics/decisions.ts'
import { fold } from '../../../src/core/trajectory/fold.ts'
import { initialState } from '../../../src/core/trajectory/initial_state.ts'

/** Metrics by name: each step and the value there. */
export type Reports = Readonly<Record<string, readonly (readonly [number, number])[]>>

/** The lr of one group that starts at 1, from step 0 to `to`, under some schedulers. */
export const lrSeries = (to: number, ...schedulers: object[]): number[] =>
  lrSeriesWithMetrics({}, to, ...schedulers)

/** The same, with decided metrics. */
export const lrSeriesWithMetrics = (
  reports: Reports,
  to: number,
  ...schedulers: object[]
): number[] => lrSeriesOfDecisions(reports, {}, to, ...schedulers)

/** The same, with more fields of each decision. */
export function lrSeriesOfDecisions(
  reports: Reports,
  more: Pick<MetricDecision, 'countsAtStart'>,
  to: number,
  ...schedulers: object[]
): number[] {
  const groups = [{ name: 'g', lr: 1, momentum: 0.9 }]
  const state = initialState(
    define(RegistrationBody.parse({ groups, schedulers, total_steps: 1000 })),
  )
  const inputs = Object.entries(reports).flatMap(([metric, points]) =>
    points.map(([step, value]) => {
      const at = { revision: 1, step, recordedAt: '', reportedFor: step }
      return { kind: 'metric_decided', metric, value, ...more, ...at } as const
    }),
  )
  const seen = [state.values[0]!]
  fold(state, inputs, to, (_step, values) => seen.push(values[0]!))
  return seen
}
