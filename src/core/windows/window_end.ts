import { missingMetrics } from '../metrics/barriers.ts'
import type { Optimizer } from '../optimizer/optimizer.ts'
import type { WindowEnd } from '../series/window.ts'

/** The last step of a window, the requested last step, and the last one that its size allows. */
export interface WindowLength {
  readonly through: number
  readonly requested: number
  readonly limit: number
}

/**
 * Why a window ends where it does: undefined for one that ends where it was requested to. It depends
 * on its length and on the optimizer only, so a replayed window ends for the same reason.
 * @param optimizer sealed through the end of the window, or further.
 */
export function windowEnd(
  optimizer: Optimizer,
  { through, requested, limit }: WindowLength,
): WindowEnd | undefined {
  if (through === requested) return undefined
  const step = through + 1
  const end = { step, asOf: optimizer.revision }
  if (missingMetrics(optimizer, step).some((each) => each.step === step)) {
    return { reason: 'metric', ...end }
  }
  return { reason: through === limit ? 'limit' : 'schedule', ...end }
}

/**
 * Whether a window that ended early would still end there. Before a metric that is decided now, or
 * where the schedulers have changed, it may be longer; its size never changes.
 */
export function endsStill({ reason, step, asOf }: WindowEnd, optimizer: Optimizer): boolean {
  if (reason === 'limit') return true
  if (step !== optimizer.sealedThrough + 1) return false
  if (reason === 'schedule') return asOf === optimizer.revision
  return missingMetrics(optimizer, step)[0]?.step === step
}
