import { randomUUID } from 'node:crypto'
import { differences } from '../core/differences.ts'
import { register as begin, type Optimizer } from '../core/optimizer.ts'
import { refuse } from '../core/problem.ts'
import { define, type RegistrationBody } from '../core/registration.ts'
import type { Context } from './context.ts'
import { isSameRegistration } from './identity.ts'
import { asking, knowFor, knownOf } from './known.ts'
import { digest, onceOf } from './once.ts'

/** An optimizer, and whether this call made it. */
export interface Registered {
  readonly optimizer: Optimizer
  readonly created: boolean
}

/**
 * Registers an optimizer. Every rank may do so: who comes second finds it, if it means the same.
 * @throws {Refusal} `invalid_request`, `optimizer_exists`, `value_not_finite`.
 */
export async function register(
  context: Context,
  id: string,
  body: RegistrationBody,
): Promise<Registered> {
  const definition = { ...define(body), request: digest(JSON.stringify(body)) }
  const optimizer = begin(id, definition, context.now().toISOString())
  for (;;) {
    if (await created(context, optimizer)) return { optimizer, created: true }
    const known = knownOf(context.memory, id)?.stored
    const found = await context.store.find(id, known)
    // Else its ranks would be told of the steps of the one that had this id before.
    if (found && known && !isSameRegistration(found, known)) context.memory.entries.delete(id)
    // Neither created nor found: it was removed in between, and the id is free again.
    if (found) return { optimizer: same(found.optimizer, optimizer), created: false }
  }
}

async function created({ store, memory }: Context, optimizer: Optimizer): Promise<boolean> {
  const asked = asking(memory)
  const stored = await store.create(optimizer)
  if (stored) knowFor(memory, optimizer.id, { stored, ...asked })
  return stored !== undefined
}

/** What is registered, if it came from the same request, or means the same. */
function same(found: Optimizer, given: Optimizer): Optimizer {
  if (found.definition.request === given.definition.request) return found
  const differing = differences(found.definition, given.definition)
  if (differing.length === 0) return found
  return refuse({ code: 'optimizer_exists', optimizer: found.id, differences: differing })
}

/**
 * Registers an optimizer under an id that nobody has. The id follows from the idempotency key, if
 * there is one: then a repeat finds what the first call made.
 */
export const registerUnnamed = (
  context: Context,
  body: RegistrationBody,
  key?: string,
): Promise<Registered> => {
  const once = onceOf(key)
  return register(context, once ? `key-${once.key}` : randomUUID(), body)
}
