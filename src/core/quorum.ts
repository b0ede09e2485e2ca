import type { RankReport } from './input.ts'

/** What ranks have reported of a metric that is not decided yet. */
export interface Ballot {
  readonly metric: string
  readonly step: number
  /** When the first report came, from which the deadline counts. */
  readonly since: string
  /** In the order in which they came. */
  readonly reports: readonly RankReport[]
}
