import { refuseTimedOut, type MissingMetric } from '../../core/metrics/barriers.ts'
import type { MetricDecision } from '../../core/metrics/decisions.ts'
import { fence, type Optimizer } from '../../core/optimizer/optimizer.ts'
import type { Window } from '../../core/series/window.ts'
import type { Stored } from '../../storage/store.ts'
import { idempotentRequest } from '../commit/idempotency.ts'
import { transactInQueue } from '../commit/transaction.ts'
import type { Context } from '../context.ts'
import { decisionsFor } from '../metrics/decisions.ts'
import { valuesAt } from '../replay/values_at.ts'
import { windowAt } from '../replay/windows.ts'
import {
  fingerprintOf,
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
  const decide = (before: Stored) => sealSteps(context, before, request, caller)
  const idempotent = idempotentRequest(caller, POSITION, ...fingerprintOf(request))
  const { sequence } = caller
  const options = { idempotent, keyPerGeneration: true, sequence }
  const { stored, result } = await transactInQueue<SealResult>(context, id, decide, options)
  if (result.blockedOn) return blocked(stored.optimizer, result.blockedOn)
  // A receipt of an earlier generation is not the result of a step of this one.
  fence(stored.optimizer, result.generation)
  const values = await valuesAt(context, stored, result.step)
  const decisions = await decisionsOn(context, stored, request, result)
  return { ...values, decisions, window: await windowOf(context, stored, request, result) }
}

/** A passed deadline is refused after it is recorded: then it holds for every rank. */
function blocked(optimizer: Optimizer, blockedOn: readonly MissingMetric[]): Blocked {
  refuseTimedOut(optimizer, blockedOn)
  return { optimizer, blockedOn }
}

/** The decisions on the metrics that were sent. */
async function decisionsOn(
  context: Context,
  stored: Stored,
  { metrics = {} }: Advance,
  { step, decisions }: SealResult,
): Promise<readonly MetricDecision[]> {
  const names = Object.keys(metrics)
  const all = decisions ?? (await decisionsFor(context, stored, step, names))
  return all.filter(({ metric, reportedFor }) => reportedFor === step && names.includes(metric))
}

const windowOf = async (
  context: Context,
  stored: Stored,
  { ahead = 0 }: Advance,
  { step, window }: SealResult,
): Promise<Window | undefined> =>
  ahead === 0 ? undefined : windowAt(context, stored, { step, ahead, window })
