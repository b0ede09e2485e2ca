import type { Input } from '../core/input.ts'
import { decisionsOf } from '../core/metrics.ts'
import { actedRevision, type Optimizer } from '../core/optimizer.ts'
import { refuse, Refusal } from '../core/problem.ts'
import type { Stored } from '../storage/store.ts'
import type { Context } from './context.ts'
import { inLine, stepKey, type Known } from './memory.ts'
import { resultOf, type Once } from './once.ts'

/** What a decision made of an optimizer: the same one, if there is nothing to write. */
export interface Decision<Aside = undefined> {
  readonly after: Optimizer
  readonly inputs?: readonly Input[]
  /** What came of it: the step that was meant, or the name of what was changed. */
  readonly result: string
  /** What else there is to say of it, which a repeat by its idempotency key has to find out anew. */
  readonly aside?: Aside
  /** Set where the request is not carried out yet: a repeat of it is not one. */
  readonly isOpen?: boolean
}

/** What came of a decision, together with the optimizer as it is stored now. */
export interface Decided<Aside = undefined> {
  readonly stored: Stored
  readonly result: string
  readonly aside?: Aside | undefined
}

type Decide<A> = (stored: Stored) => Promise<Decision<A>> | Decision<A>

/** Each lost race is a race that another writer won, so this many in a row is no accident. */
const ATTEMPTS = 200

/**
 * Read, decide, write; and from the start if another writer was first. The first attempt is made
 * on what this process remembers, which saves the read.
 * @throws {Refusal} what the decision refuses, `optimizer_not_found`, `store_unavailable`,
 *   `idempotency_key_reused`.
 */
export function decide<A = undefined>(
  context: Context,
  id: string,
  decision: Decide<A>,
  once?: Once,
): Promise<Decided<A>> {
  const { memory } = context
  const arrived = memory.tick()
  const act = async (): Promise<Decided<A>> => {
    const known = memory.known.get(id)
    const decided = known && (await fromMemory(context, known, { decision, once, arrived }))
    return decided ?? fromStore(context, id, decision, once)
  }
  return inLine(memory, id, act, isUnavailable)
}

async function fromStore<A>(context: Context, id: string, decision: Decide<A>, once?: Once) {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const decided = await attemptOn(context, await load(context, id), decision, once)
    if (decided) return decided
  }
  return refuse({ code: 'too_many_writers', optimizer: id })
}

/**
 * What memory refuses, or finds done already, may be out of date: only a commit proves it, or that
 * the store was asked after the caller came.
 */
async function fromMemory<A>(
  context: Context,
  { stored, asOf }: Known,
  { decision, once, arrived }: { decision: Decide<A>; once: Once | undefined; arrived: number },
): Promise<Decided<A> | undefined> {
  const isFresh = asOf > arrived
  try {
    const decided = await attemptOn(context, stored, decision, once)
    return decided?.stored === stored && !isFresh ? undefined : decided
  } catch (error) {
    if (isFresh || !(error instanceof Refusal) || isUnavailable(error)) throw error
    return undefined
  }
}

const isUnavailable = (error: unknown): boolean =>
  error instanceof Refusal && error.problem.code === 'store_unavailable'

/** One attempt. Undefined where what it was made on has moved on. */
async function attemptOn<A>(
  context: Context,
  stored: Stored,
  decision: Decide<A>,
  once?: Once,
): Promise<Decided<A> | undefined> {
  if (once) {
    const receipts = await context.store.receipts(stored)
    const result = receipts && resultOf(receipts, once)
    if (!receipts) return undefined
    if (result !== undefined) return doneBefore(context, stored, result)
  }
  const decided = await decision(stored)
  const { after, result, aside } = decided
  if (after === stored.optimizer) return { stored, result, aside }
  const written = await write(context, stored, decided, once)
  return written && { stored: written, result, aside }
}

/** The receipt may be newer than what was read before it: only a fresh copy has what it tells of. */
async function doneBefore(
  context: Context,
  stored: Stored,
  result: string,
): Promise<{ stored: Stored; result: string } | undefined> {
  const fresh = await load(context, stored.optimizer.id)
  const same = fresh.version.compare(stored.version, 0, 8, 0, 8) === 0
  return same ? { stored: fresh, result } : undefined
}

async function write(
  { store, memory: { known, recent, tick } }: Context,
  before: Stored,
  { after, inputs = [], result, isOpen = false }: Decision<unknown>,
  once?: Once,
): Promise<Stored | undefined> {
  // Forgotten first: if the reply is lost, nobody knows whether it was written.
  known.delete(after.id)
  const asOf = tick()
  const receipt = once && !isOpen ? { ...once, result } : undefined
  const stored = await store.commit({ before, after, inputs, receipt })
  if (!stored) return undefined
  known.set(after.id, { stored, asOf })
  const { state, sealedThrough } = after
  const decisions = decisionsOf(inputs).filter(({ reportedFor }) => reportedFor === sealedThrough)
  recent.set(stepKey(stored, sealedThrough), { state, revision: actedRevision(after), decisions })
  return stored
}

/** Reads an optimizer from the store. What is remembered is not read again if it is current. */
export async function load({ store, memory }: Context, id: string): Promise<Stored> {
  const asOf = memory.tick()
  const stored = await store.find(id, memory.known.get(id)?.stored)
  if (!stored) {
    memory.known.delete(id)
    return refuse({ code: 'optimizer_not_found', optimizer: id })
  }
  memory.known.set(id, { stored, asOf })
  return stored
}
