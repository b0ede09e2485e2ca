import type { PendingCommit } from '../cache/cache.ts'
import { runExclusive } from '../commit/queue.ts'
import { waitForChange } from '../commit/subscriptions.ts'
import type { Context } from '../context.ts'
import { recordReports } from '../metrics/report.ts'
import { refuse } from '../../core/problem.ts'
import { afterTick } from '../event_loop/after_tick.ts'
import { choosePath } from './choose_path.ts'
import { advanceInTransaction } from './full_path.ts'
import { commitNextStep, valuesAfterCommit } from './next_step.ts'
import { replaySealedStep } from './replay_step.ts'
import { withRequestedWindow } from './requested_window.ts'
import type { Advance, Advanced, ArrivedCaller, Blocked, WaitingCaller } from './request.ts'

const NO_CALLER: WaitingCaller = {}

/**
 * Seals every step up to the requested one, and the window after it, and returns the values there.
 * A sealed step is returned as it was sealed; at a named generation from memory. With an
 * idempotency key, a repeat returns what the first call returned.
 * @throws {Refusal} `stale_generation`, `unknown_generation`, `step_ahead`, `step_compacted`,
 *   `value_not_finite`, `schedule_ended`, `metric_conflict`, `metric_timeout`, `history_regressed`,
 *   `invalid_request` for a metric that no scheduler monitors, `idempotency_key_reused`,
 *   `optimizer_not_found`.
 */
export async function advance(
  context: Context,
  id: string,
  request: Advance,
  caller: WaitingCaller = NO_CALLER,
): Promise<Advanced | Blocked> {
  const arrived = arrive(context, caller)
  if (request.reports)
    return withRequestedWindow(await advanceWithReports(context, id, request, arrived), request)
  const started = startAdvance(context, id, request, arrived)
  if (started && isCached(started)) {
    await afterTick()
    return withRequestedWindow(started, request)
  }
  const values = started && (await valuesOf(started))
  const result = values ?? (await advanceInQueue(context, id, request, arrived))
  return withRequestedWindow(result, request)
}

/** Records the reports of ranks, and then advances: what is recorded stays if that is refused. */
export async function advanceWithReports(
  context: Context,
  id: string,
  request: Advance,
  caller: ArrivedCaller,
): Promise<Advanced | Blocked> {
  const { step, reports = [] } = request
  const detail = 'given nothing, wanted the step of the report: all ranks report for the same one'
  if (step === undefined)
    return refuse({ code: 'invalid_request', errors: [{ pointer: '/step', detail }] })
  await recordReports(context, id, { ...request, step, reports }, caller)
  return advanceInQueue(context, id, request, caller)
}

/** A caller with its arrival, which is now. */
export const arrive = ({ processState }: Context, caller: WaitingCaller): ArrivedCaller => ({
  ...caller,
  sequence: processState.nextSequence(),
})

const isCached = (started: object): started is Advanced => 'state' in started

/** The values of a replay, or those after a commit. */
async function valuesOf(started: Exclude<StartedAdvance, Advanced>): Promise<Advanced | undefined> {
  if (started instanceof Promise) return started
  return valuesAfterCommit(started, await started.batch.outcomes)
}

export const isPendingCommit = (started: object): started is PendingCommit => 'batch' in started

/** Advances when all earlier requests for the optimizer are done; where a metric is awaited, again. */
export async function advanceInQueue(
  context: Context,
  id: string,
  request: Advance,
  caller: ArrivedCaller,
): Promise<Advanced | Blocked> {
  const { seconds = 0, left } = caller
  const deadline = performance.now() + seconds * 1_000
  for (let arrived = caller; ; arrived = arrive(context, caller)) {
    const advanceNow = () => advanceHavingQueue(context, id, request, arrived)
    const result = await runExclusive(context.processState, id, advanceNow)
    if (!('blockedOn' in result) || !(await waitForChange(context, id, deadline, left)))
      return result
  }
}

/** The step may have been sealed, by another rank, while this request was queued. */
async function advanceHavingQueue(
  context: Context,
  id: string,
  request: Advance,
  caller: ArrivedCaller,
): Promise<Advanced | Blocked> {
  const started = startAdvance(context, id, request, caller, true)
  // Without afterTick, which would take a tick for each queued rank.
  if (started && isCached(started)) return started
  const values = started && (await valuesOf(started))
  return values ?? advanceInTransaction(context, id, request, caller)
}

/** The process's clock. Most paths do not read it. */
const now = () => performance.now()

/** An advance that needs no transaction: its values, its commit, or a promise of a replay. */
export type StartedAdvance = Advanced | PendingCommit | Promise<Advanced | undefined>

/**
 * Starts an advance on the path that is chosen for it, without waiting: those that are started
 * within one tick share a commit batch. Undefined where the path is the transaction.
 */
export function startAdvance(
  context: Context,
  id: string,
  request: Advance,
  { key, sequence }: ArrivedCaller,
  mayCommit = !context.processState.queues.has(id),
): StartedAdvance | undefined {
  const entry = context.processState.entries.get(id)
  const requester = { key, sequence, mayCommit, now }
  const path = choosePath(context, entry, request, requester)
  switch (path.kind) {
    case 'cached':
      return path.values
    case 'replay':
      return replaySealedStep(context, path)
    case 'next':
      return commitNextStep(context, path)
    case 'transaction':
      return undefined
  }
}
