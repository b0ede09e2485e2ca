import type { Series } from '../../core/series/series.ts'
import type { Stored } from '../../storage/store.ts'
import type { ProcessState } from './cache.ts'
import { stepKey } from './recent_steps.ts'

/** A range of steps on the line of a generation, in at most so many points. */
export interface SeriesRequest {
  readonly generation: number
  readonly from: number
  readonly to: number
  readonly points?: number | undefined
  readonly hyperparameters: readonly string[]
}

/** The series that this process returned before: no input was accepted since. */
export const cachedSeries = (
  { series }: ProcessState,
  stored: Stored,
  request: SeriesRequest,
): Series | undefined =>
  request.points === undefined ? undefined : series.get(seriesKey(stored, request))

/** Caches a series of some points. A whole one is as large as it is long. */
export function cacheSeries(
  { series }: ProcessState,
  stored: Stored,
  request: SeriesRequest,
  computed: Series,
): void {
  if (request.points !== undefined) series.set(seriesKey(stored, request), computed)
}

/** Values, also of steps that are not sealed, follow from the history up to the revision. */
function seriesKey(
  stored: Stored,
  { generation, from, to, points, hyperparameters }: SeriesRequest,
): string {
  const { revision, digest } = stored.optimizer
  const range = [revision, digest.text, generation, to, points, ...hyperparameters]
  return `${stepKey(stored, from)} ${range.join(' ')}`
}
