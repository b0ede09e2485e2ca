import { pointer, Refusal, refuseFaults, type Problem } from '../../core/problem.ts'
import { RECEIPTS_KEPT, type SealOutcome } from '../../storage/store.ts'
import type { CommitBatch, PendingCommit } from '../cache/cache.ts'
import type { Context } from '../context.ts'
import { afterTick } from '../event_loop/after_tick.ts'
import {
  advanceInQueue,
  advanceWithReports,
  arrive,
  isPendingCommit,
  startAdvance,
} from './advance.ts'
import { valuesAfterCommit } from './next_step.ts'
import { endOfShortened, shortened, withRequestedWindow } from './requested_window.ts'
import type { Advance, Advanced, ArrivedCaller, Blocked, WaitingCaller } from './request.ts'

/** The result for one of many optimizers. It does not affect the others. */
export type ItemResult = Advanced | Blocked | FailedItem

export type FailedItem = { readonly problem: Problem } | UnexpectedError

/** An error that is no refusal: the stored record may be broken. */
export interface UnexpectedError {
  readonly error: unknown
}

/** One of the optimizers to advance. */
type AdvanceItem = Advance & { readonly optimizer: string }

/**
 * Advances many optimizers, each as if it were advanced alone, with the idempotency key of the call
 * if there is one, and waits until each has its result or the time has passed. Windows that are too
 * long together are shortened.
 * @throws {Refusal} `invalid_request` where one optimizer is there more often than it remembers keys.
 */
export async function advanceMany(
  context: Context,
  sent: readonly AdvanceItem[],
  caller: WaitingCaller,
): Promise<readonly ItemResult[]> {
  const items = shortened(sent)
  const arrived = arrive(context, caller)
  const callers = caller.key === undefined ? undefined : callersByOccurrence(items, arrived)
  // In their order: an optimizer may be among them twice.
  const started = items.map((item, index) => startItem(context, item, callers?.[index] ?? arrived))
  const outcomes = await awaitCommits(started)
  const results = started.map((each, index) =>
    isCommit(each) ? finishItem(context, items[index]!, arrived, each, outcomes) : each,
  )
  const settled: readonly ItemResult[] = areAllSettled(results)
    ? results
    : await Promise.all(results.map(async (each) => each))
  return sent.some(({ ahead }) => ahead !== undefined)
    ? settled.map((each, index) => withWindowEnd(each, items[index]!, sent[index]!))
    : settled
}

function withWindowEnd(result: ItemResult, given: AdvanceItem, sent: AdvanceItem): ItemResult {
  if (!('optimizer' in result) || 'blockedOn' in result) return result
  const { window, ...values } = withRequestedWindow(result, given)
  return { ...values, window: endOfShortened(window, given, sent) }
}

/** Most calls have no promise left: then none is created for each item. */
const areAllSettled = (
  results: readonly (ItemResult | Promise<ItemResult>)[],
): results is readonly ItemResult[] => !results.some((each) => each instanceof Promise)

/** The caller of each item: where an optimizer is there again, with the occurrence of the key. */
function callersByOccurrence(
  items: readonly AdvanceItem[],
  caller: ArrivedCaller,
): ArrivedCaller[] {
  const occurrences = new Map<string, number>()
  return items.map(({ optimizer }, index) => {
    const occurrence = (occurrences.get(optimizer) ?? 0) + 1
    occurrences.set(optimizer, occurrence)
    const detail = `given "${optimizer}" once more, wanted at most ${RECEIPTS_KEPT} times with an Idempotency-Key`
    // Beyond that, the receipt of the first occurrence would be deleted by that of the last.
    refuseFaults(
      occurrence > RECEIPTS_KEPT
        ? [{ pointer: pointer(['steps', index, 'optimizer']), detail }]
        : [],
    )
    return { ...caller, occurrence }
  })
}

type StartedItem = ItemResult | PendingCommit | Promise<ItemResult>

function startItem(context: Context, item: AdvanceItem, caller: ArrivedCaller): StartedItem {
  try {
    const started = item.reports ? undefined : startAdvance(context, item.optimizer, item, caller)
    if (started && !(started instanceof Promise)) return started
    return continueItem(context, item, caller, started)
  } catch (error) {
    return failed(error)
  }
}

/** The result of a replay or, where it gives none, of the queue. It is queued without waiting. */
async function continueItem(
  context: Context,
  item: AdvanceItem,
  caller: ArrivedCaller,
  replay?: Promise<Advanced | undefined>,
): Promise<ItemResult> {
  try {
    const values = replay && (await replay)
    if (values) return values
    const advanceNow = item.reports ? advanceWithReports : advanceInQueue
    return await advanceNow(context, item.optimizer, item, caller)
  } catch (error) {
    return failed(error)
  }
}

const isCommit = (started: StartedItem): started is PendingCommit => isPendingCommit(started)

type OutcomesByBatch = ReadonlyMap<CommitBatch, readonly SealOutcome[]>

/** The outcomes of all batches that the items are in. It takes the rest of this tick at least. */
async function awaitCommits(started: readonly StartedItem[]): Promise<OutcomesByBatch> {
  const batches = new Set(started.filter(isCommit).map(({ batch }) => batch))
  if (batches.size === 0) await afterTick()
  const outcomes = new Map<CommitBatch, readonly SealOutcome[]>()
  for (const batch of batches) outcomes.set(batch, await batch.outcomes)
  return outcomes
}

/** The result of a committed item; a promise of it where another writer was first. */
function finishItem(
  context: Context,
  item: AdvanceItem,
  caller: ArrivedCaller,
  commit: PendingCommit,
  outcomes: OutcomesByBatch,
): ItemResult | Promise<ItemResult> {
  try {
    const values = valuesAfterCommit(commit, outcomes.get(commit.batch)!)
    if (values) return values
    return continueItem(context, item, caller)
  } catch (error) {
    return failed(error)
  }
}

/** The problem of one item, or its unexpected error. */
export const failed = (error: unknown): FailedItem =>
  error instanceof Refusal ? { problem: error.problem } : { error }
