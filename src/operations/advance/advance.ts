import { refuseTimedOut, type Awaited } from '../../core/metrics/barriers.ts'
import type { MetricDecision } from '../../core/metrics/decisions.ts'
import { fence, type Optimizer } from '../../core/optimizer/optimizer.ts'
import type { Window } from '../../core/series/window.ts'
import type { Stored } from '../../storage/store.ts'
import type { Caller, Context } from '../context.ts'
import { decideInTurn } from '../commit/transaction.ts'
import { endOfTurn } from '../event_loop/after_tick.ts'
import { inTurn, type Turn } from '../commit/queue.ts'
import { lookBack } from './replay_step.ts'
import { onceOf } from '../commit/idempotency.ts'
import { arrivedOn, isBoarded, outset, striding, type Advanced } from './fast_path.ts'
import { ratesAt } from '../replay/values_at.ts'
import { settledIn } from './cached_step.ts'
import { ride } from './join_commit.ts'
import { meantBy, sealing, type Advance, type Aside } from './seal.ts'
import { decidedFor } from '../metrics/decisions.ts'
import { isWorthAnotherLook } from '../commit/subscriptions.ts'
import { windowAt } from '../replay/windows.ts'

/** Nothing was sealed: no rank can pass this step before the metrics are decided. */
export interface Blocked {
  readonly optimizer: Optimizer
  readonly blockedOn: readonly Awaited[]
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
  caller: Patient = NOBODY,
): Promise<Advanced | Blocked> {
  const begun = outset(context, id, given, caller)
  if (begun && !isBoarded(begun)) {
    await endOfTurn()
    return begun
  }
  const arrived = begun && arrivedOn(begun, await begun.flight.landed)
  return arrived ?? goOn(context, id, given, caller)
}

/** Who calls, and how many seconds it waits for a metric. */
type Patient = Caller & { readonly seconds?: number | undefined }
const NOBODY: Patient = {}

/** The way of an advance that others are ahead of, or that asks for more: past the line if it can, or in it. */
export async function goOn(
  context: Context,
  id: string,
  given: Advance,
  caller: Patient,
): Promise<Advanced | Blocked> {
  const passing = ride(context, id, given, caller) ?? lookBack(context, id, given, caller)
  return (passing && (await passing)) ?? reachInTurn(context, id, given, caller)
}

async function reachInTurn(
  context: Context,
  id: string,
  given: Advance,
  { seconds = 0, ...caller }: Patient,
): Promise<Advanced | Blocked> {
  const act = (arrived: number) => reach(context, id, given, { ...caller, arrived })
  const deadline = performance.now() + seconds * 1_000
  for (;;) {
    const reached = await inTurn(context, id, act)
    if (!('blockedOn' in reached) || !(await isWorthAnotherLook(context, id, deadline))) {
      return reached
    }
  }
}

/** Whoever has the turn goes the short way first. */
async function reach(
  context: Context,
  id: string,
  given: Advance,
  caller: Caller & Turn,
): Promise<Advanced | Blocked> {
  const entry = context.memory.entries.get(id)
  if (!entry?.known) return attempt(context, id, given, caller)
  // Another rank may have come first, while this one was in line.
  const settled = settledIn(context, entry.known, given, caller)
  if (settled) return settled
  const boarded = striding(context, entry, given, caller)
  const advanced = boarded && arrivedOn(boarded, await boarded.flight.landed)
  return advanced ?? attempt(context, id, given, caller)
}

async function attempt(
  context: Context,
  id: string,
  given: Advance,
  { arrived, ...caller }: Caller & Turn,
): Promise<Advanced | Blocked> {
  const seal = (before: Stored) => sealing(context, before, given, caller)
  const once = onceOf(caller.key, ...requestOf(given))
  const manner = { once, isOfGeneration: true, arrived }
  const { stored, result, aside = {} } = await decideInTurn<Aside>(context, id, seal, manner)
  if (aside.blockedOn) return blocked(stored.optimizer, aside.blockedOn)
  const { generation, step } = meantBy(result)
  // What a key did in an incarnation that is over is not told as a step of the next one.
  fence(stored.optimizer, generation)
  const reached = { stored, step }
  const rates = await ratesAt(context, stored, reached.step)
  const decisions = await decidedNow(context, reached, given, aside)
  return { ...rates, decisions, window: await windowNow(context, reached, given, aside) }
}

/** That a deadline has passed is refused once it is recorded: then it has for everybody. */
function blocked(optimizer: Optimizer, blockedOn: readonly Awaited[]): Blocked {
  refuseTimedOut(optimizer, blockedOn)
  return { optimizer, blockedOn }
}

/** Where an advance has come to. */
interface Reached {
  readonly stored: Stored
  readonly step: number
}

/** What was decided on the metrics that were sent. */
async function decidedNow(
  context: Context,
  { stored, step }: Reached,
  { metrics = {} }: Advance,
  aside: Aside,
): Promise<readonly MetricDecision[]> {
  const names = Object.keys(metrics)
  const decisions = aside.decisions ?? (await decidedFor(context, stored, step, names))
  return decisions.filter(
    ({ metric, reportedFor }) => reportedFor === step && names.includes(metric),
  )
}

const windowNow = async (
  context: Context,
  { stored, step }: Reached,
  { ahead = 0 }: Advance,
  { window }: Aside,
): Promise<Window | undefined> =>
  ahead === 0 ? undefined : windowAt(context, stored, { step, ahead, window })

/** What a repeat of an advance by its key must be the same in. */
function requestOf({ step, generation, ahead = 0, metrics = {} }: Advance): unknown[] {
  const names = Object.keys(metrics).sort()
  // As texts: JSON would write null for each metric that is no number.
  const reports = names.map((name) => [name, String(metrics[name])])
  const length = ahead === 0 ? [] : [ahead]
  return ['advance', step ?? null, generation ?? null, reports, ...length]
}
