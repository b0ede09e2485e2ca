import { randomUUID } from 'node:crypto'
import { differences } from '../core/differences.ts'
import { register as begin, type Optimizer } from '../core/optimizer.ts'
import { refuse } from '../core/problem.ts'
import { define, type RegistrationBody } from '../core/registration.ts'
import type { Context } from './context.ts'
import { load } from './decide.ts'
import { onceOf } from './once.ts'

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
  const optimizer = begin(id, define(body), context.now().toISOString())
  const asOf = context.memory.tick()
  const stored = await context.store.create(optimizer)
  if (stored) {
    context.memory.known.set(id, { stored, asOf })
    return { optimizer, created: true }
  }
  const { optimizer: found } = await load(context, id)
  const differing = differences(found.definition, optimizer.definition)
  if (differing.length > 0) {
    refuse({ code: 'optimizer_exists', optimizer: id, differences: differing })
  }
  return { optimizer: found, created: false }
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
