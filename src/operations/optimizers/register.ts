import { randomUUID } from 'node:crypto'
import { differences } from '../../core/definition/differences.ts'
import { newOptimizer as begin, type Optimizer } from '../../core/optimizer/optimizer.ts'
import { undefinedIfCompacted } from '../../core/not_found.ts'
import { refuse, type Difference } from '../../core/problem.ts'
import type { ShownOptimizer } from '../../core/optimizer/shown.ts'
import type { State } from '../../core/trajectory/state.ts'
import {
  define,
  type Definition,
  type RegistrationBody,
} from '../../core/definition/registration.ts'
import type { Stored } from '../../storage/store.ts'
import type { Context } from '../context.ts'
import { retry } from '../retry.ts'
import { isSameRegistration } from '../cache/identity.ts'
import { readMark, cacheWrite, cached } from '../cache/entries.ts'
import { digest } from '../commit/idempotency.ts'
import { shownOptimizer } from '../replay/shown.ts'
import { valuesAt } from '../replay/values_at.ts'

/** An optimizer, and whether this call created it. */
export interface Registered extends ShownOptimizer {
  readonly created: boolean
  /** At step 0. Undefined where the inputs up to it are not kept any more. */
  readonly initial: State | undefined
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
  const { differing, ...found } = await createOrFind(context, id, body)
  if (differing.length === 0) return registered(context, found)
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
  const { differing, ...found } = await createOrFind(context, id, body)
  // The caller did not choose the id, so the refusal names the key.
  if (differing.length > 0) return refuse({ code: 'idempotency_key_reused' })
  return registered(context, found)
}

async function registered(
  context: Context,
  { stored, created }: Pick<FoundOrCreated, 'stored' | 'created'>,
): Promise<Registered> {
  const initial = await undefinedIfCompacted(valuesAt(context, stored, 0))
  return { ...(await shownOptimizer(context, stored)), initial: initial?.state, created }
}

/** How often an optimizer may exist at the create and be removed before the read that follows. */
const ATTEMPTS = 200

/** What is registered, and in what it differs from the given definition. */
interface FoundOrCreated {
  readonly stored: Stored
  readonly created: boolean
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
    const stored = await create(context, optimizer)
    if (stored) return { stored, created: true, differing: [] }
    const known = cached(context.processState, id)?.stored
    const found = await context.store.find(id, known)
    // Otherwise ranks of the new registration would get cached steps of the previous one.
    if (found && known && !isSameRegistration(found, known)) context.processState.entries.delete(id)
    // Neither created nor found: it was removed in between, so the id is unused again.
    return found && compare(found, definition)
  })
}

async function create(
  { store, processState }: Context,
  optimizer: Optimizer,
): Promise<Stored | undefined> {
  const mark = readMark(processState)
  const stored = await store.create(optimizer)
  if (stored) cacheWrite(processState, optimizer.id, stored, mark)
  return stored
}

/** Two registrations are the same if their requests or their definitions are equal. */
function compare(stored: Stored, given: Definition): FoundOrCreated {
  const { definition } = stored.optimizer
  const isRepeat = definition.request === given.request
  const differing = isRepeat ? [] : differences(definition, given)
  return { stored, created: false, differing }
}
