import type { Input } from '../core/input.ts'
import type { Optimizer } from '../core/optimizer.ts'
import { refuse, Refusal } from '../core/problem.ts'
import type { Receipt, Stored } from '../storage/store.ts'
import type { Context } from './context.ts'

/** What a decision made of an optimizer: the same one, if there is nothing to write. */
export interface Decision {
  readonly after: Optimizer
  readonly inputs?: readonly Input[]
  readonly receipt?: Receipt
}

/** A decision together with the optimizer as it is stored now. */
export interface Decided<D> {
  readonly stored: Stored
  readonly decision: D
}

/** Each lost race is a race that another writer won, so this many in a row is no accident. */
const ATTEMPTS = 200

/**
 * Read, decide, write; and from the start if another writer was first. The first attempt is made
 * on what this process remembers, which saves the read.
 * @throws {Refusal} what the decision refuses, `optimizer_not_found`, `store_unavailable`.
 */
export async function decide<D extends Decision>(
  context: Context,
  id: string,
  decision: (optimizer: Optimizer) => Promise<D> | D,
): Promise<Decided<D>> {
  const remembered = context.known.get(id)
  const quick = remembered && (await fromMemory(context, remembered, decision))
  if (quick) return quick
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const stored = await load(context, id)
    const decided = await decision(stored.optimizer)
    if (decided.after === stored.optimizer) return { stored, decision: decided }
    const written = await write(context, stored, decided)
    if (written) return { stored: written, decision: decided }
  }
  return refuse({ code: 'too_many_writers', optimizer: id })
}

/** What memory refuses, or finds done already, may be out of date: only a commit proves it. */
async function fromMemory<D extends Decision>(
  context: Context,
  remembered: Stored,
  decision: (optimizer: Optimizer) => Promise<D> | D,
): Promise<Decided<D> | undefined> {
  const decided = await unlessRefused(() => decision(remembered.optimizer))
  if (!decided || decided.after === remembered.optimizer) return undefined
  const written = await write(context, remembered, decided)
  return written && { stored: written, decision: decided }
}

async function unlessRefused<T>(act: () => Promise<T> | T): Promise<T | undefined> {
  try {
    return await act()
  } catch (error) {
    if (error instanceof Refusal) return undefined
    throw error
  }
}

async function write(
  { store, known }: Context,
  before: Stored,
  { after, inputs = [], receipt }: Decision,
): Promise<Stored | undefined> {
  // Forgotten first: if the reply is lost, nobody knows whether it was written.
  known.delete(after.id)
  const written = await store.commit({ before, after, inputs, receipt })
  if (written) known.set(after.id, written)
  return written
}

/** Reads an optimizer from the store. */
export async function load({ store, known }: Context, id: string): Promise<Stored> {
  const stored = await store.find(id)
  if (!stored) {
    known.delete(id)
    return refuse({ code: 'optimizer_not_found', optimizer: id })
  }
  known.set(id, stored)
  return stored
}
