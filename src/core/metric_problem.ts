import type { JsonDouble } from './number.ts'
import type { Fault } from './problem_facts.ts'

/** Every reason to refuse a metric, or a request because of one. */
export type MetricProblem =
  | {
      readonly code: 'metric_not_found'
      readonly metric: string
      readonly known: readonly string[]
    }
  | {
      readonly code: 'metric_timeout'
      readonly metric: string
      readonly step: number
      readonly reported: number
    }
  | {
      readonly code: 'metric_conflict'
      readonly metric: string
      readonly step: number
      /** Set if one rank reported two values. */
      readonly rank?: number | undefined
      readonly decided: JsonDouble
      readonly given: JsonDouble
    }
  | {
      readonly code: 'metrics_late'
      /** It steps by the metric at the step, which the window would seal before. */
      readonly scheduler: string
      readonly metric: string
      readonly step: number
      readonly errors: readonly Fault[]
    }
