import { refuseTimedOut, type MissingMetric } from '../../core/metrics/barriers.ts'
import type { MetricDecision } from '../../core/metrics/decisions.ts'
import { fence, type Optimizer } from '../../core/optimizer/optimizer.ts'
import type { Window } from '../../core/series/window.ts'
import type { Stored } from '../../storage/store.ts'
import type { Caller, Context } from '../context.ts'
import { transactInQueue } from '../commit/transaction.ts'
import { afterTick } from '../event_loop/after_tick.ts'
import { runExclusiveFor, type Arrival } from '../commit/queue.ts'
import { replaySealedStep } from './replay_step.ts'
import { idempotentRequest } from '../commit/idempotency.ts'
import {
  valuesAfterCommit,
  isPendingCommit,
  tryWithoutWaiting,
  tryNextStep,
  type Advanced,
} from './fast_path.ts'
import { valuesAt } from '../replay/values_at.ts'
import { answerIfCurrent } from './cached_step.ts'
import { joinCommit } from './join_commit.ts'
import { decodePosition, sealSteps, type Advance, type AdvanceDetails } from './seal.ts'
import { decisionsFor } from '../metrics/decisions.ts'
import { waitForChange } from '../commit/subscriptions.ts'
import { windowAt } from '../replay/windows.ts'

/** Nothing was sealed: no rank can pass this step before the metrics are decided. */
export interface Blocked {
  readonly optimizer: Optimizer
  readonly blockedOn: readonly MissingMetric[]
}

/**
 * Seals every step up to the one wanted, and the window after it, and answers the values there. A
 * step that is sealed already is answered as it was; at a known generation from memory. With an
 * idempotency key, a repeat answers what the first did.
 * @param seconds how long to wait for a metric.
 * @throws {Refusal} `stale_generation`, `unknown_generation`, `step_ahead`, `step_compacted`,
 *   `value_not_finite`, `schedule_ended`, `metric_conflict`, `metric_timeout`, `history_regressed`,
 *   `invalid_request` for a metric that nobody goes by, `idempotency_key_reused`,
 *   `optimizer_not_found`.
 */
export async function advance(
  context: Context,
  id: string,
  given: Advance,
  caller: WaitingCaller = NOBODY,
): Promise<Advanced | Blocked> {
  const begun = tryWithoutWaiting(context, id, given, caller)
  if (begun && !isPendingCommit(begun)) {
    await afterTick()
    return begun
  }
  const arrived = begun && valuesAfterCommit(begun, await begun.batch.outcomes)
  return arrived ?? continueAdvance(context, id, given, caller)
}

/** Who calls, and how many seconds it waits for a metric. */
type WaitingCaller = Caller & { readonly seconds?: number | undefined }
const NOBODY: WaitingCaller = {}

/** The way of an advance that others are ahead of, or that asks for more: past the line if it can, or in it. */
export async function continueAdvance(
  context: Context,
  id: string,
  given: Advance,
  caller: WaitingCaller,
): Promise<Advanced | Blocked> {
  const passing =
    joinCommit(context, id, given, caller) ?? replaySealedStep(context, id, given, caller)
  return (passing && (await passing)) ?? advanceInQueue(context, id, given, caller)
}

async function advanceInQueue(
  context: Context,
  id: string,
  given: Advance,
  { seconds = 0, ...caller }: WaitingCaller,
): Promise<Advanced | Blocked> {
  const act = (sequence: number) => advanceHavingQueue(context, id, given, { ...caller, sequence })
  const deadline = performance.now() + seconds * 1_000
  for (;;) {
    const reached = await runExclusiveFor(context, id, act)
    if (!('blockedOn' in reached) || !(await waitForChange(context, id, deadline))) {
      return reached
    }
  }
}

/** Whoever has the turn goes the short way first. */
async function advanceHavingQueue(
  context: Context,
  id: string,
  given: Advance,
  caller: Caller & Arrival,
): Promise<Advanced | Blocked> {
  const entry = context.processState.entries.get(id)
  if (!entry?.cached) return advanceInTransaction(context, id, given, caller)
  // Another rank may have come first, while this one was in line.
  const settled = answerIfCurrent(context, entry.cached, given, caller)
  if (settled) return settled
  const boarded = tryNextStep(context, entry, given, caller)
  const advanced = boarded && valuesAfterCommit(boarded, await boarded.batch.outcomes)
  return advanced ?? advanceInTransaction(context, id, given, caller)
}

async function advanceInTransaction(
  context: Context,
  id: string,
  given: Advance,
  { sequence, ...caller }: Caller & Arrival,
): Promise<Advanced | Blocked> {
  const seal = (before: Stored) => sealSteps(context, before, given, caller)
  const idempotent = idempotentRequest(caller.key, ...fingerprintOf(given))
  const options = { idempotent, keyPerGeneration: true, sequence }
  const {
    stored,
    result,
    details = {},
  } = await transactInQueue<AdvanceDetails>(context, id, seal, options)
  if (details.blockedOn) return blocked(stored.optimizer, details.blockedOn)
  const { generation, step } = decodePosition(result)
  // What a key did in an incarnation that is over is not told as a step of the next one.
  fence(stored.optimizer, generation)
  const reached = { stored, step }
  const rates = await valuesAt(context, stored, reached.step)
  const decisions = await decidedNow(context, reached, given, details)
  return { ...rates, decisions, window: await windowNow(context, reached, given, details) }
}

/** That a deadline has passed is refused once it is recorded: then it has for everybody. */
function blocked(optimizer: Optimizer, blockedOn: readonly MissingMetric[]): Blocked {
  refuseTimedOut(optimizer, blockedOn)
  return { optimizer, blockedOn }
}

/** Where an advance has come to. */
interface SealedStep {
  readonly stored: Stored
  readonly step: number
}

/** What was decided on the metrics that were sent. */
async function decidedNow(
  context: Context,
  { stored, step }: SealedStep,
  { metrics = {} }: Advance,
  aside: AdvanceDetails,
): Promise<readonly MetricDecision[]> {
  const names = Object.keys(metrics)
  const decisions = aside.decisions ?? (await decisionsFor(context, stored, step, names))
  return decisions.filter(
    ({ metric, reportedFor }) => reportedFor === step && names.includes(metric),
  )
}

const windowNow = async (
  context: Context,
  { stored, step }: SealedStep,
  { ahead = 0 }: Advance,
  { window }: AdvanceDetails,
): Promise<Window | undefined> =>
  ahead === 0 ? undefined : windowAt(context, stored, { step, ahead, window })

/** What a repeat of an advance by its key must be the same in. */
function fingerprintOf({ step, generation, ahead = 0, metrics = {} }: Advance): unknown[] {
  const names = Object.keys(metrics).sort()
  // As texts: JSON would write null for each metric that is no number.
  const reports = names.map((name) => [name, String(metrics[name])])
  const length = ahead === 0 ? [] : [ahead]
  return ['advance', step ?? null, generation ?? null, reports, ...length]
}
