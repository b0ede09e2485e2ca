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
import { isSameRegistration } from '../cache/identity.ts'
import { readMark, cacheWrite, cached } from '../cache/entries.ts'
import { digest } from '../commit/idempotency.ts'

/** An optimizer, and whether this call made it. */
export interface Registered {
  readonly optimizer: Optimizer
  readonly create: boolean
}

/**
 * Registers an optimizer. Every rank may do so: who comes second finds it, if it means the same.
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
 * Registers an optimizer under an id that nobody has. The id follows from the idempotency key, if
 * there is one: then a repeat finds what the first call made.
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
  // Its caller never chose the id, and is told of the key.
  return differing.length === 0 ? registered : refuse({ code: 'idempotency_key_reused' })
}

/** How often it may be there for the one who creates it, and gone for the one who looks. */
const ATTEMPTS = 200

/** What is registered, and where it is another than the one given. */
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
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (await created(context, optimizer)) return { optimizer, create: true, differing: [] }
    const known = cached(context.processState, id)?.stored
    const found = await context.store.find(id, known)
    // Else its ranks would be told of the steps of the one that had this id before.
    if (found && known && !isSameRegistration(found, known)) context.processState.entries.delete(id)
    // Neither created nor found: it was removed in between, and the id is free again.
    if (found) return compare(found.optimizer, definition)
  }
  return refuse({ code: 'too_many_writers', optimizer: id })
}

async function created({ store, processState }: Context, optimizer: Optimizer): Promise<boolean> {
  const mark = readMark(processState)
  const stored = await store.create(optimizer)
  if (stored) cacheWrite(processState, optimizer.id, stored, mark)
  return stored !== undefined
}

/** It is the same if it came from the same request, or means the same. */
function compare(optimizer: Optimizer, given: Definition): FoundOrCreated {
  const { definition } = optimizer
  const isRepeat = definition.request === given.request
  const differing = isRepeat ? [] : differences(definition, given)
  return { optimizer, create: false, differing }
}
