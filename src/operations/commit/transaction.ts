import { decisionsOf } from '../../core/metrics/decisions.ts'
import { undefinedIfNotFound } from '../../core/not_found.ts'
import { Refusal } from '../../core/problem.ts'
import type { Commit, Stored } from '../../storage/store.ts'
import type { CachedOptimizer } from '../cache/cache.ts'
import { cached, cacheWrite, invalidate, readMark } from '../cache/entries.ts'
import { isSameGeneration } from '../cache/identity.ts'
import { cacheSealedStep } from '../cache/recent_steps.ts'
import type { Context } from '../context.ts'
import { retry } from '../retry.ts'
import type { Decision } from './decision.ts'
import { inGeneration, receiptOf, resultIn, type IdempotentRequest } from './idempotency.ts'
import { load } from './load.ts'
import { isUnavailable, runExclusive, type Arrival } from './queue.ts'
import { notify } from './subscriptions.ts'

/** The result of a transaction, and the optimizer as it is stored now. */
export interface Committed<R> {
  readonly stored: Stored
  readonly result: R
}

type Decide<R> = (stored: Stored) => Promise<Decision<R>> | Decision<R>

/** How a transaction is carried out. */
export interface TransactionOptions<R> {
  /** Set where it is carried out once. */
  readonly idempotent?: IdempotentRequest<R> | undefined
  /** Set where the key counts within one generation only. */
  readonly keyPerGeneration?: boolean
  /** Set where it may run on a store that has lost inputs, because it ends that state. */
  readonly allowRegressed?: boolean
}

/** Each lost race is another writer's commit, so this many in a row is no accident. */
const ATTEMPTS = 200

/**
 * Reads, decides and writes; and again if another writer was first. The first attempt is made on
 * the cached optimizer, which saves the read.
 * @throws {Refusal} what the decision refuses, `optimizer_not_found`, `store_unavailable`,
 *   `idempotency_key_reused`, `history_regressed`, `too_many_writers`.
 */
export function transact<R>(
  context: Context,
  id: string,
  decide: Decide<R>,
  options: TransactionOptions<R> = {},
): Promise<Committed<R>> {
  const { processState } = context
  const sequence = processState.nextSequence()
  return runExclusive(processState, id, () =>
    transactInQueue(context, id, decide, { ...options, sequence }),
  )
}

/** The same for a request that has its turn in the queue. */
export async function transactInQueue<R>(
  context: Context,
  id: string,
  decide: Decide<R>,
  options: TransactionOptions<R> & Arrival,
): Promise<Committed<R>> {
  const known = cached(context.processState, id)
  const committed = known && (await tryOnCached(context, known, decide, options))
  return committed ?? retryOnFresh(context, id, decide, options)
}

function retryOnFresh<R>(
  context: Context,
  id: string,
  decide: Decide<R>,
  options: TransactionOptions<R>,
): Promise<Committed<R>> {
  return retry(id, ATTEMPTS, async () =>
    tryOn(context, await load(context, id, options), decide, options),
  )
}

/**
 * What is refused, or found done already, on a cached optimizer may be out of date. It holds if a
 * commit proves it, or if the store was read after the request arrived.
 */
async function tryOnCached<R>(
  context: Context,
  { stored, sequence }: CachedOptimizer,
  decide: Decide<R>,
  options: TransactionOptions<R> & Arrival,
): Promise<Committed<R> | undefined> {
  const isFresh = sequence > options.sequence
  try {
    const committed = await tryOn(context, stored, decide, options)
    return committed?.stored === stored && !isFresh ? undefined : committed
  } catch (error) {
    if (isFresh || !(error instanceof Refusal) || isUnavailable(error)) throw error
    return undefined
  }
}

/** One attempt. Undefined where another writer was first, also one that removed the optimizer. */
async function tryOn<R>(
  context: Context,
  stored: Stored,
  decide: Decide<R>,
  options: TransactionOptions<R>,
): Promise<Committed<R> | undefined> {
  const idempotent = requestFor(stored, options)
  if (idempotent) {
    const receipt = await undefinedIfNotFound(context.store.receipt(stored, idempotent.key))
    if (receipt === undefined) return undefined
    const done = resultIn(receipt, idempotent)
    if (done) return resultOfReceipt(context, stored, done.result)
  }
  const decision = await decide(stored)
  const { after, result } = decision
  if (after === stored.optimizer) return { stored, result }
  const receipt = idempotent && receiptOf(idempotent, result)
  const written = await write(context, stored, decision, receipt)
  return written && { stored: written, result }
}

const requestFor = <R>(
  { optimizer: { generation } }: Stored,
  { idempotent, keyPerGeneration = false }: TransactionOptions<R>,
) => (idempotent && keyPerGeneration ? inGeneration(generation, idempotent) : idempotent)

/** The receipt may be newer than the read before it: only a fresh copy has what it speaks of. */
async function resultOfReceipt<R>(
  context: Context,
  stored: Stored,
  result: R,
): Promise<Committed<R> | undefined> {
  const fresh = await load(context, stored.optimizer.id)
  return isSameGeneration(fresh, stored) ? { stored: fresh, result } : undefined
}

async function write<R>(
  { store, processState }: Context,
  before: Stored,
  decision: Decision<R>,
  receipt: Commit['receipt'],
): Promise<Stored | undefined> {
  const { after, inputs = [], isIncomplete = false } = decision
  const { history, firstSnapshots, deletedInputs, deletedFirsts } = decision
  const { id } = after
  // Before the commit: if its reply is lost, what is stored is unknown.
  invalidate(processState, id)
  const mark = readMark(processState)
  const stored = await store.commit({
    ...{ before, after, inputs, history, firstSnapshots, deletedInputs, deletedFirsts },
    receipt: isIncomplete ? undefined : receipt,
  })
  if (!stored) return undefined
  cacheWrite(processState, id, stored, mark)
  cacheSteps(processState, decision)
  if (inputs.length > 0) notify(processState, id)
  return stored
}

/** Caches the sealed steps that ranks will ask for. */
function cacheSteps(
  processState: Context['processState'],
  { after, inputs = [], stepsToCache = [] }: Decision<unknown>,
): void {
  const decided = inputs.length === 0 ? [] : decisionsOf(inputs)
  // Before the first advance the state is not sealed. The newest step is last: the next commit adds
  // its own after it.
  const sealed = after.sealedThrough < 0 ? [] : [...stepsToCache, after]
  for (const { state, acted } of sealed) {
    const decisions = decided.filter(({ reportedFor }) => reportedFor === state.step)
    cacheSealedStep(processState, after.id, { state, acted, decisions })
  }
}
