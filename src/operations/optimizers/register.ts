import { randomUUID } from 'node:crypto'
import { differences } from '../../core/definition/differences.ts'
import { newOptimizer as begin, type Optimizer } from '../../core/optimizer/optimizer.ts'
import { refuse, type Difference } from '../../core/problem.ts'
import {
  define,
  type Definition,
  type RegistrationBody,
} from '../../core/definition/registration.ts'
import type { Context } from '../context.ts'
import { retry } from '../retry.ts'
import { isSameRegistration } from '../cache/identity.ts'
import { readMark, cacheWrite, cached } from '../cache/entries.ts'
import { digest } from '../commit/idempotency.ts'

/** An optimizer, and whether this call created it. */
export interface Registered {
  readonly optimizer: Optimizer
  readonly create: boolean
}

/**
 * Registers an optimizer. Every rank may do so: a later call with an equal definition finds it.
 * @throws {Refusal} `invalid_request`, `optimizer_exists`, `value_not_finite`, `too_many_writers`.
 */
export async function register(
  context: Context,
  id: string,
  body: RegistrationBody,
): Promise<Registered> {
  const { differing, ...registered } = await createOrFind(context, id, body)
  if (differing.length === 0) return registered
  return refuse({ code: 'optimizer_exists', optimizer: id, differences: differing })
}

/**
 * Registers an optimizer under an unused id. With an idempotency key the id is derived from the key,
 * so that a repeat finds what the first call created.
 * @throws {Refusal} `invalid_request`, `idempotency_key_reused`, `value_not_finite`,
 *   `too_many_writers`.
 */
export async function registerUnnamed(
  context: Context,
  body: RegistrationBody,
  key?: string,
): Promise<Registered> {
  const id = key === undefined ? randomUUID() : `key-${digest(key)}`
  const { differing, ...registered } = await createOrFind(context, id, body)
  // The caller did not choose the id, so the refusal names the key.
  return differing.length === 0 ? registered : refuse({ code: 'idempotency_key_reused' })
}

/** How often an optimizer may exist at the create and be removed before the read that follows. */
const ATTEMPTS = 200

/** What is registered, and in what it differs from the given definition. */
interface FoundOrCreated extends Registered {
  readonly differing: readonly Difference[]
}

async function createOrFind(
  context: Context,
  id: string,
  body: RegistrationBody,
): Promise<FoundOrCreated> {
  const definition = { ...define(body), request: digest(JSON.stringify(body)) }
  const optimizer = begin(id, definition, context.now().toISOString())
  return retry(id, ATTEMPTS, async () => {
    if (await created(context, optimizer)) return { optimizer, create: true, differing: [] }
    const known = cached(context.processState, id)?.stored
    const found = await context.store.find(id, known)
    // Otherwise ranks of the new registration would get cached steps of the previous one.
    if (found && known && !isSameRegistration(found, known)) context.processState.entries.delete(id)
    // Neither created nor found: it was removed in between, so the id is unused again.
    return found && compare(found.optimizer, definition)
  })
}

async function created({ store, processState }: Context, optimizer: Optimizer): Promise<boolean> {
  const mark = readMark(processState)
  const stored = await store.create(optimizer)
  if (stored) cacheWrite(processState, optimizer.id, stored, mark)
  return stored !== undefined
}

/** Two registrations are the same if their requests or their definitions are equal. */
function compare(optimizer: Optimizer, given: Definition): FoundOrCreated {
  const { definition } = optimizer
  const isRepeat = definition.request === given.request
  const differing = isRepeat ? [] : differences(definition, given)
  return { optimizer, create: false, differing }
}
