import type { Input } from '../../core/trajectory/input.ts'
import { decisionsOf } from '../../core/metrics/decisions.ts'
import type { Optimizer } from '../../core/optimizer/optimizer.ts'
import { refuse, Refusal } from '../../core/problem.ts'
import type { Commit, Stored } from '../../storage/store.ts'
import type { Context } from '../context.ts'
import { isSameRegistration } from '../cache/identity.ts'
import { load } from './load.ts'
import { inTurn, isUnavailable, type Turn } from './queue.ts'
import { asking, forget, knowFor, knownOf } from '../cache/entries.ts'
import type { Known, Sealed } from '../cache/cache.ts'
import { trail } from '../cache/recent_steps.ts'
import { onceIn, resultOf, type Once } from './idempotency.ts'
import { wake } from './subscriptions.ts'

/** What a decision made of an optimizer: the same one, if there is nothing to write. */
export interface Decision<Aside = undefined> extends Pick<Commit, 'history' | 'forgotten'> {
  readonly after: Optimizer
  readonly inputs?: readonly Input[]
  /** What came of it: the step that was meant, or the name of what was changed. */
  readonly result: string
  /** What else there is to say of it, which a repeat by its idempotency key has to find out anew. */
  readonly aside?: Aside
  /** Set where the request is not carried out yet: a repeat of it is not one. */
  readonly isOpen?: boolean
  /** Steps that were passed on the way, and will be asked for. */
  readonly passed?: readonly Pick<Sealed, 'state' | 'acted'>[]
}

/** What came of a decision, together with the optimizer as it is stored now. */
export interface Decided<Aside = undefined> {
  readonly stored: Stored
  readonly result: string
  readonly aside?: Aside | undefined
}

type Decide<A> = (stored: Stored) => Promise<Decision<A>> | Decision<A>

/** How a decision is made. */
interface Manner {
  readonly once?: Once | undefined
  /** Set where what was done once was done for one generation only. */
  readonly isOfGeneration?: boolean
  /** Set where it is to be made even where the store has lost inputs: what ends that. */
  readonly isRescue?: boolean
}

/** Each lost race is a race that another writer won, so this many in a row is no accident. */
const ATTEMPTS = 200

/**
 * Read, decide, write; and from the start if another writer was first. The first attempt is made
 * on what this process remembers, which saves the read.
 * @throws {Refusal} what the decision refuses, `optimizer_not_found`, `store_unavailable`,
 *   `idempotency_key_reused`, `history_regressed`.
 */
export function decide<A = undefined>(
  context: Context,
  id: string,
  decision: Decide<A>,
  manner: Manner = {},
): Promise<Decided<A>> {
  return inTurn(context, id, (arrived) =>
    decideInTurn(context, id, decision, { ...manner, arrived }),
  )
}

/** The same for whoever has the turn. */
export async function decideInTurn<A = undefined>(
  context: Context,
  id: string,
  decision: Decide<A>,
  manner: Manner & Turn,
): Promise<Decided<A>> {
  const known = knownOf(context.memory, id)
  const decided = known && (await fromMemory(context, known, decision, manner))
  return decided ?? fromStore(context, id, decision, manner)
}

async function fromStore<A>(
  context: Context,
  id: string,
  decision: Decide<A>,
  manner: Manner,
): Promise<Decided<A>> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const stored = await load(context, id, manner)
    const decided = await attemptOn(context, stored, decision, manner)
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
  decision: Decide<A>,
  manner: Manner & Turn,
): Promise<Decided<A> | undefined> {
  const isFresh = asOf > manner.arrived
  try {
    const decided = await attemptOn(context, stored, decision, manner)
    return decided?.stored === stored && !isFresh ? undefined : decided
  } catch (error) {
    if (isFresh || !(error instanceof Refusal) || isUnavailable(error)) throw error
    return undefined
  }
}

/** One attempt. Undefined where what it was made on has moved on. */
async function attemptOn<A>(
  context: Context,
  stored: Stored,
  decision: Decide<A>,
  manner: Manner,
): Promise<Decided<A> | undefined> {
  const once = onceOn(stored, manner)
  if (once) {
    const receipt = await context.store.receipt(stored, once.key)
    if (receipt === undefined) return undefined
    const result = resultOf(receipt, once)
    if (result !== undefined) return doneBefore(context, stored, result)
  }
  const decided = await decision(stored)
  const { after, result, aside } = decided
  if (after === stored.optimizer) return { stored, result, aside }
  const written = await write(context, stored, decided, once)
  return written && { stored: written, result, aside }
}

const onceOn = ({ optimizer: { generation } }: Stored, { once, isOfGeneration = false }: Manner) =>
  once && isOfGeneration ? onceIn(generation, once) : once

/** The receipt may be newer than what was read before it: only a fresh copy has what it tells of. */
async function doneBefore(
  context: Context,
  stored: Stored,
  result: string,
): Promise<{ stored: Stored; result: string } | undefined> {
  const fresh = await load(context, stored.optimizer.id)
  const [now, then] = [fresh, stored].map(({ optimizer }) => optimizer.generation.number)
  return isSameRegistration(fresh, stored) && now === then ? { stored: fresh, result } : undefined
}

async function write(
  { store, memory }: Context,
  before: Stored,
  decision: Decision<unknown>,
  once?: Once,
): Promise<Stored | undefined> {
  const { after, inputs = [], result, isOpen = false, history, forgotten } = decision
  // Forgotten first: if the reply is lost, nobody knows whether it was written.
  forget(memory, after.id)
  const { asOf, at } = asking(memory)
  const receipt = once && !isOpen ? { ...once, result } : undefined
  const stored = await store.commit({ before, after, inputs, receipt, history, forgotten })
  if (!stored) return undefined
  knowFor(memory, after.id, { stored, asOf, at })
  remember(memory, decision)
  if (inputs.length > 0) wake(memory, after.id)
  return stored
}

/** Remembers the steps that were sealed and will be asked for again. */
function remember(
  memory: Context['memory'],
  { after, inputs = [], passed = [] }: Pick<Decision, 'after' | 'inputs' | 'passed'>,
): void {
  const decided = inputs.length === 0 ? [] : decisionsOf(inputs)
  // The one that further commits add again comes last.
  for (const { state, acted } of [...passed, after]) {
    const decisions = decided.filter(({ reportedFor }) => reportedFor === state.step)
    trail(memory, after.id, { state, acted, decisions })
  }
}
