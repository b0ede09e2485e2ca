import { missingMetrics } from '../../core/metrics/barriers.ts'
import { withSealedState } from '../../core/optimizer/optimizer.ts'
import { refuseStepAhead } from '../../core/optimizer/refusals.ts'
import type { Stored } from '../../storage/store.ts'
import { optimizerFor } from '../commit/repair.ts'
import { withNewInputs, type Decision } from '../commit/decision.ts'
import type { Caller, Context } from '../context.ts'
import { applyDeadlines } from '../metrics/deadlines.ts'
import { decideReportedMetrics } from '../metrics/decisions.ts'
import { historyAfter } from '../replay/snapshots.ts'
import type { Advance, SealResult } from './request.ts'
import { runUnsealedSteps } from './seal_run.ts'

/** Seals every step up to the requested one, and the window after it up to an awaited metric. */
export async function sealSteps(
  context: Context,
  before: Stored,
  request: Advance,
  caller: Caller,
): Promise<Decision<SealResult>> {
  const { ahead = 0, late_metrics: lateMetrics } = request
  const expected = await optimizerFor(context, before, request)
  const current = await applyDeadlines(context, expected, caller)
  const step = request.step ?? current.cursor + 1
  refuseStepAhead(current, step, context.maxAdvance)
  const given = { before, optimizer: current, step, request, caller }
  const { optimizer, decisions } = await decideReportedMetrics(context, given)
  const position = { generation: optimizer.generation.number, step }
  const blockedOn = missingMetrics(optimizer, step + ahead)
  const { step: blockedAt = Infinity } = blockedOn[0] ?? {}
  if (blockedAt <= step) {
    // A metric that was reported for the awaited step itself is decided, and need not be sent again.
    const kept = blockedAt === step ? optimizer : current
    return {
      ...withNewInputs(before, kept),
      result: { ...position, blockedOn },
      isIncomplete: true,
    }
  }
  const run = await runUnsealedSteps(context, before, optimizer, {
    ...{ step, ahead, lateMetrics, blockedAt },
  })
  return {
    ...withNewInputs(before, optimizer),
    ...(await historyAfter(context, before, optimizer, run.snapshots)),
    after: withSealedState(optimizer, run.state, step),
    result: { ...position, decisions, window: run.window },
    stepsToCache: run.stepsToCache,
  }
}
