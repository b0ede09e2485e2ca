import { randomUUID } from 'node:crypto'
import { differences } from '../core/differences.ts'
import { register as begin, type Optimizer } from '../core/optimizer.ts'
import { refuse } from '../core/problem.ts'
import { define, type RegistrationBody } from '../core/registration.ts'
import type { Context } from './context.ts'
import { load } from './decide.ts'

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
  const created = await context.store.create(optimizer)
  if (created) {
    context.known.set(id, created)
    return { optimizer, created: true }
  }
  const { optimizer: found } = await load(context, id)
  const differing = differences(found.definition, optimizer.definition)
  if (differing.length > 0) {
    refuse({ code: 'optimizer_exists', optimizer: id, differences: differing })
  }
  return { optimizer: found, created: false }
}

/** Registers an optimizer under an id that nobody has. */
export const registerUnnamed = (context: Context, body: RegistrationBody): Promise<Registered> =>
  register(context, randomUUID(), body)
