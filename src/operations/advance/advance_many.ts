import { pointer, Refusal, refuseFaults, type Problem } from '../../core/problem.ts'
import { RECEIPTS_KEPT, type SealOutcome } from '../../storage/store.ts'
import { continueAdvance, type Blocked } from './advance.ts'
import type { Caller, Context } from '../context.ts'
import { afterTick } from '../event_loop/after_tick.ts'
import type { PendingCommit, CommitBatch } from '../cache/cache.ts'
import {
  valuesAfterCommit,
  isPendingCommit,
  tryWithoutWaiting,
  type Advanced,
} from './fast_path.ts'
import type { Advance } from './seal.ts'

/** What became of one of many: values, a wait, a refusal or a fault. The others are not touched by it. */
export type ItemResult = Advanced | Blocked | Failed

type Failed = { readonly problem: Problem } | UnexpectedError

/** What was not foreseen of one of many: its record may be broken. */
export interface UnexpectedError {
  readonly error: unknown
}

/** One of the optimizers to advance. */
type AdvanceItem = Advance & { readonly optimizer: string }

/** How many steps all windows of one call may have. */
const MAX_STEPS = 50_000

/**
 * Advances many optimizers, each as if it had been asked for alone, with the idempotency key of the
 * call if there is one.
 * @throws {Refusal} `invalid_request` where their windows are too long together, or one of them is
 *   there more often than it remembers keys.
 */
export async function advanceMany(
  context: Context,
  wanted: readonly AdvanceItem[],
  caller: Caller,
): Promise<readonly ItemResult[]> {
  const steps = wanted.reduce((sum, { ahead = 0 }) => sum + ahead, 0)
  const detail = `given windows of ${steps} steps in all, wanted at most ${MAX_STEPS} in one call`
  refuseFaults(steps > MAX_STEPS ? [{ pointer: pointer(['steps']), detail }] : [])
  const { key } = caller
  if (key !== undefined) return advanceManyWithKey(context, wanted, { ...caller, key })
  // In their order: an optimizer may be among them twice.
  const begun = wanted.map((given) => startItem(context, given, caller))
  const landed = await awaitCommits(begun)
  const ended = begun.map((each, index) =>
    isPendingCommit(each)
      ? (finishItem(each, landed) ?? continueItem(context, wanted[index]!, caller))
      : each,
  )
  return areAllSettled(ended) ? ended : Promise.all(ended.map(async (each) => each))
}

/** Mostly nobody waits any more: then no promise is made for each. */
const areAllSettled = (
  ended: readonly (ItemResult | Promise<ItemResult>)[],
): ended is readonly ItemResult[] => !ended.some((each) => each instanceof Promise)

type CallerWithKey = Caller & { readonly key: string }

/** Each stands in line at once: what has a key is neither told from memory nor taken on a flight. */
function advanceManyWithKey(
  context: Context,
  wanted: readonly AdvanceItem[],
  caller: CallerWithKey,
): Promise<readonly ItemResult[]> {
  const keys = keysOf(wanted, caller.key)
  return Promise.all(
    wanted.map((given, index) => continueItem(context, given, { ...caller, key: keys[index] })),
  )
}

/** A key for each: that of the call, and one made of it where an optimizer is there once more. */
function keysOf(wanted: readonly AdvanceItem[], key: string): string[] {
  const times = new Map<string, number>()
  return wanted.map(({ optimizer }, index) => {
    const time = (times.get(optimizer) ?? 0) + 1
    times.set(optimizer, time)
    const detail = `given "${optimizer}" once more, wanted at most ${RECEIPTS_KEPT} times with an Idempotency-Key`
    // Else what the first of them did would be forgotten by the last.
    refuseFaults(
      time > RECEIPTS_KEPT ? [{ pointer: pointer(['steps', index, 'optimizer']), detail }] : [],
    )
    // No header has a line break, so no call has such a key by itself.
    return time === 1 ? key : `${key}\n${time}`
  })
}

/** One of the many as far as it comes at once, or a promise of what becomes of it. */
function startItem(context: Context, given: AdvanceItem, caller: Caller) {
  try {
    return (
      tryWithoutWaiting(context, given.optimizer, given, caller) ??
      continueItem(context, given, caller)
    )
  } catch (error) {
    return failed(error)
  }
}

type StartedItem = ReturnType<typeof startItem>

/** What became of the flights that they are aboard. It takes the rest of this turn at least. */
async function awaitCommits(
  begun: readonly StartedItem[],
): Promise<ReadonlyMap<CommitBatch, readonly SealOutcome[]>> {
  const landed = new Map<CommitBatch, readonly SealOutcome[]>()
  const flights = new Set(begun.filter(isPendingCommit).map(({ batch }) => batch))
  if (flights.size === 0) await afterTick()
  for (const flight of flights) landed.set(flight, await flight.outcomes)
  return landed
}

/** What came of its flight, or undefined where the optimizer had moved on. */
function finishItem(
  boarded: PendingCommit,
  landed: ReadonlyMap<CommitBatch, readonly SealOutcome[]>,
) {
  try {
    return valuesAfterCommit(boarded, landed.get(boarded.batch)!)
  } catch (error) {
    return failed(error)
  }
}

async function continueItem(
  context: Context,
  given: AdvanceItem,
  caller: Caller,
): Promise<ItemResult> {
  try {
    return await continueAdvance(context, given.optimizer, given, caller)
  } catch (error) {
    return failed(error)
  }
}

const failed = (error: unknown): Failed =>
  error instanceof Refusal ? { problem: error.problem } : { error }
