import type { Input } from '../../core/trajectory/input.ts'
import { decisionsOf } from '../../core/metrics/decisions.ts'
import type { Optimizer } from '../../core/optimizer/optimizer.ts'
import { refuse, Refusal } from '../../core/problem.ts'
import type { Commit, Stored } from '../../storage/store.ts'
import type { Context } from '../context.ts'
import { isSameRegistration } from '../cache/identity.ts'
import { load } from './load.ts'
import { runExclusiveFor, isUnavailable, type Arrival } from './queue.ts'
import { readMark, invalidate, cacheWrite, cached } from '../cache/entries.ts'
import type { CachedOptimizer, CachedStep } from '../cache/cache.ts'
import { cacheSealedStep } from '../cache/recent_steps.ts'
import { inGeneration, resultOf, type IdempotentRequest } from './idempotency.ts'
import { notify } from './subscriptions.ts'

/** What a decision made of an optimizer: the same one, if there is nothing to write. */
export interface Decision<Aside = undefined> extends Pick<Commit, 'history' | 'deletedInputs'> {
  readonly after: Optimizer
  readonly inputs?: readonly Input[]
  /** What came of it: the step that was meant, or the name of what was changed. */
  readonly result: string
  /** What else there is to say of it, which a repeat by its idempotency key has to find out anew. */
  readonly details?: Aside
  /** Set where the request is not carried out yet: a repeat of it is not one. */
  readonly isIncomplete?: boolean
  /** Steps that were passed on the way, and will be asked for. */
  readonly stepsToCache?: readonly Pick<CachedStep, 'state' | 'acted'>[]
}

/** What came of a decision, together with the optimizer as it is stored now. */
export interface Committed<Aside = undefined> {
  readonly stored: Stored
  readonly result: string
  readonly details?: Aside | undefined
}

type Decide<A> = (stored: Stored) => Promise<Decision<A>> | Decision<A>

/** How a decision is made. */
interface TransactionOptions {
  readonly idempotent?: IdempotentRequest | undefined
  /** Set where what was done once was done for one generation only. */
  readonly keyPerGeneration?: boolean
  /** Set where it is to be made even where the store has lost inputs: what ends that. */
  readonly allowRegressed?: boolean
}

/** Each lost race is a race that another writer won, so this many in a row is no accident. */
const ATTEMPTS = 200

/**
 * Read, decide, write; and from the start if another writer was first. The first attempt is made
 * on what this process remembers, which saves the read.
 * @throws {Refusal} what the decision refuses, `optimizer_not_found`, `store_unavailable`,
 *   `idempotency_key_reused`, `history_regressed`.
 */
export function transact<A = undefined>(
  context: Context,
  id: string,
  decision: Decide<A>,
  manner: TransactionOptions = {},
): Promise<Committed<A>> {
  return runExclusiveFor(context, id, (sequence) =>
    transactInQueue(context, id, decision, { ...manner, sequence }),
  )
}

/** The same for whoever has the turn. */
export async function transactInQueue<A = undefined>(
  context: Context,
  id: string,
  decision: Decide<A>,
  manner: TransactionOptions & Arrival,
): Promise<Committed<A>> {
  const known = cached(context.processState, id)
  const decided = known && (await tryOnCached(context, known, decision, manner))
  return decided ?? retryOnFresh(context, id, decision, manner)
}

async function retryOnFresh<A>(
  context: Context,
  id: string,
  decision: Decide<A>,
  manner: TransactionOptions,
): Promise<Committed<A>> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const stored = await load(context, id, manner)
    const decided = await tryOn(context, stored, decision, manner)
    if (decided) return decided
  }
  return refuse({ code: 'too_many_writers', optimizer: id })
}

/**
 * What memory refuses, or finds done already, may be out of date: only a commit proves it, or that
 * the store was asked after the caller came.
 */
async function tryOnCached<A>(
  context: Context,
  { stored, sequence }: CachedOptimizer,
  decision: Decide<A>,
  manner: TransactionOptions & Arrival,
): Promise<Committed<A> | undefined> {
  const isFresh = sequence > manner.sequence
  try {
    const decided = await tryOn(context, stored, decision, manner)
    return decided?.stored === stored && !isFresh ? undefined : decided
  } catch (error) {
    if (isFresh || !(error instanceof Refusal) || isUnavailable(error)) throw error
    return undefined
  }
}

/** One attempt. Undefined where what it was made on has moved on. */
async function tryOn<A>(
  context: Context,
  stored: Stored,
  decision: Decide<A>,
  manner: TransactionOptions,
): Promise<Committed<A> | undefined> {
  const once = keyFor(stored, manner)
  if (once) {
    const receipt = await context.store.receipt(stored, once.key)
    if (receipt === undefined) return undefined
    const result = resultOf(receipt, once)
    if (result !== undefined) return resultOfReceipt(context, stored, result)
  }
  const decided = await decision(stored)
  const { after, result, details } = decided
  if (after === stored.optimizer) return { stored, result, details }
  const written = await write(context, stored, decided, once)
  return written && { stored: written, result, details }
}

const keyFor = (
  { optimizer: { generation } }: Stored,
  { idempotent, keyPerGeneration = false }: TransactionOptions,
) => (idempotent && keyPerGeneration ? inGeneration(generation, idempotent) : idempotent)

/** The receipt may be newer than what was read before it: only a fresh copy has what it tells of. */
async function resultOfReceipt(
  context: Context,
  stored: Stored,
  result: string,
): Promise<{ stored: Stored; result: string } | undefined> {
  const fresh = await load(context, stored.optimizer.id)
  const [now, then] = [fresh, stored].map(({ optimizer }) => optimizer.generation.number)
  return isSameRegistration(fresh, stored) && now === then ? { stored: fresh, result } : undefined
}

async function write(
  { store, processState }: Context,
  before: Stored,
  decision: Decision<unknown>,
  once?: IdempotentRequest,
): Promise<Stored | undefined> {
  const { after, inputs = [], result, isIncomplete = false, history, deletedInputs } = decision
  // Forgotten first: if the reply is lost, nobody knows whether it was written.
  invalidate(processState, after.id)
  const { sequence, readAtMs } = readMark(processState)
  const receipt = once && !isIncomplete ? { ...once, result } : undefined
  const stored = await store.commit({ before, after, inputs, receipt, history, deletedInputs })
  if (!stored) return undefined
  cacheWrite(processState, after.id, { stored, sequence, readAtMs })
  cacheSteps(processState, decision)
  if (inputs.length > 0) notify(processState, after.id)
  return stored
}

/** Remembers the steps that were sealed and will be asked for again. */
function cacheSteps(
  memory: Context['processState'],
  { after, inputs = [], stepsToCache = [] }: Pick<Decision, 'after' | 'inputs' | 'stepsToCache'>,
): void {
  const decided = inputs.length === 0 ? [] : decisionsOf(inputs)
  // The one that further commits add again comes last.
  for (const { state, acted } of [...stepsToCache, after]) {
    const decisions = decided.filter(({ reportedFor }) => reportedFor === state.step)
    cacheSealedStep(memory, after.id, { state, acted, decisions })
  }
}
