import { missingMetrics } from '../metrics/barriers.ts'
import type { Optimizer } from '../optimizer/optimizer.ts'
import { nextOptionalMetric } from '../metrics/optional_metrics.ts'
import type { WindowEnd } from '../series/window.ts'

/** The last step of a window, the requested last step, and the last one that its size allows. */
export interface WindowLength {
  readonly through: number
  readonly requested: number
  readonly limit: number
}

/** Whether a window passes the steps at which a scheduler without `every` steps by a metric. */
interface LateMetrics {
  readonly lateMetrics?: boolean | undefined
}

/**
 * Why a window ends where it does: undefined for one that ends where it was requested to. It depends
 * on its length and on the optimizer only, so a replayed window ends for the same reason.
 * @param optimizer sealed through the end of the window, or further.
 */
export function windowEnd(
  optimizer: Optimizer,
  { through, requested, limit, lateMetrics }: WindowLength & LateMetrics,
): WindowEnd | undefined {
  if (through === requested) return undefined
  const step = through + 1
  const end = { step, asOf: optimizer.revision }
  if (missingMetrics(optimizer, step).some((each) => each.step === step)) {
    return { reason: 'metric', ...end }
  }
  if (through === limit) return { reason: 'limit', ...end }
  return { reason: isOptionalAt(optimizer, step, lateMetrics) ? 'metric' : 'schedule', ...end }
}

/** Whether a metric that no step requires ends a window before this step. */
const isOptionalAt = (optimizer: Optimizer, step: number, lateMetrics = false): boolean =>
  !lateMetrics && step === optimizer.state.step + 1 && nextOptionalMetric(optimizer) !== undefined

/**
 * Whether a window that ended early would still end there. Before a metric that is decided now, or
 * where the schedulers have changed, it may be longer; its size never changes.
 */
export function endsStill(
  { reason, step, asOf }: WindowEnd,
  optimizer: Optimizer,
  { lateMetrics }: LateMetrics,
): boolean {
  if (reason === 'limit') return true
  if (step !== optimizer.sealedThrough + 1) return false
  if (reason === 'schedule') return asOf === optimizer.revision
  if (missingMetrics(optimizer, step)[0]?.step === step) return true
  return isOptionalAt(optimizer, step, lateMetrics)
}
