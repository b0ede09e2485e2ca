import { refuseTimedOut, type MissingMetric } from '../../core/metrics/barriers.ts'
import { type Optimizer } from '../../core/optimizer/optimizer.ts'
import { fence } from '../../core/optimizer/refusals.ts'
import type { Stored } from '../../storage/store.ts'
import { idempotentRequest } from '../commit/idempotency.ts'
import { transactInQueue } from '../commit/transaction.ts'
import type { Context } from '../context.ts'
import { decisionsFor } from '../metrics/decisions.ts'
import { valuesAt } from '../replay/values_at.ts'
import { windowAt } from '../replay/windows.ts'
import {
  POSITION,
  type Advance,
  type Advanced,
  type ArrivedCaller,
  type Blocked,
  type SealResult,
} from './request.ts'
import { sealSteps } from './seal.ts'

/** Advances by a transaction: every check, metrics, windows and idempotency keys included. */
export async function advanceInTransaction(
  context: Context,
  id: string,
  request: Advance,
  caller: ArrivedCaller,
): Promise<Advanced | Blocked> {
  const idempotent = idempotentRequest(caller, POSITION, ...fingerprintOf(request))
  const decide = (before: Stored) => sealSteps(context, before, request, caller)
  const { sequence } = caller
  const options = { idempotent, keyPerGeneration: true, sequence }
  const { stored, result } = await transactInQueue<SealResult>(context, id, decide, options)
  if (result.blockedOn) return blocked(stored.optimizer, result.blockedOn)
  // A receipt of an earlier generation is not the result of a step of this one.
  fence(stored.optimizer, result.generation)
  const { step } = result
  const values = await valuesAt(context, stored, step)
  const { ahead = 0, late_metrics: lateMetrics } = request
  const names = metricsOf(request)
  const decisions = result.decisions ?? (await decisionsFor(context, stored, step, names))
  return {
    ...values,
    decisions: decisions.filter((each) => each.reportedFor === step && names.includes(each.metric)),
    window:
      ahead === 0
        ? undefined
        : await windowAt(context, stored, { step, ahead, lateMetrics }, result),
  }
}

/** The metrics that a request reports, for all ranks or for one. */
const metricsOf = ({ metrics = {}, reports = [] }: Advance): string[] => [
  ...Object.keys(metrics),
  ...reports.map(({ metric }) => metric),
]

/** What a repeat by the same Idempotency-Key must have in common with the first request. */
function fingerprintOf(request: Advance): unknown[] {
  const { step = null, generation = null, metrics = {}, reports } = request
  const names = Object.keys(metrics).sort()
  // As texts: JSON would write null for each metric that is no number.
  const decided = names.map((name) => [name, String(metrics[name])])
  const ranks = reports?.map(({ metric, rank, value, weight }) => {
    return [metric, rank, String(value), weight ?? null]
  })
  return ['advance', step, generation, decided, ...lengthOf(request), ...(ranks ? [ranks] : [])]
}

function lengthOf({ ahead = 0, late_metrics: isLate }: Advance): unknown[] {
  if (ahead === 0) return []
  return isLate ? [ahead, 'late_metrics'] : [ahead]
}

/** A passed deadline is refused after it is recorded: then it holds for every rank. */
function blocked(optimizer: Optimizer, blockedOn: readonly MissingMetric[]): Blocked {
  refuseTimedOut(optimizer, blockedOn)
  return { optimizer, blockedOn }
}
