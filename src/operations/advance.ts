import { fence, refuseLeap, sealed, type Optimizer } from '../core/optimizer.ts'
import type { Context } from './context.ts'
import { decide, type Decision } from './decide.ts'
import { onceOf } from './once.ts'
import { paced } from './paced.ts'
import { ratesAt, type Rates } from './rates.ts'

export interface Advance {
  /** The step wanted; left out, one past the cursor. */
  readonly step?: number | undefined
  /** The incarnation of the job that the caller belongs to; left out, the current one. */
  readonly generation?: number | undefined
}

/**
 * Seals every step up to the one wanted and answers the values there. A step that is sealed
 * already is answered as it was. With an idempotency key, a repeat answers what the first did.
 * @throws {Refusal} `stale_generation`, `unknown_generation`, `step_ahead`, `value_not_finite`,
 *   `idempotency_key_reused`, `optimizer_not_found`.
 */
export async function advance(
  context: Context,
  id: string,
  { step, generation }: Advance,
  idempotencyKey?: string,
): Promise<Rates> {
  const once = onceOf(idempotencyKey, 'advance', step ?? null, generation ?? null)
  const seal = async (optimizer: Optimizer): Promise<Decision> => {
    const { cursor, state, pending } = optimizer
    const wanted = step ?? cursor + 1
    fence(optimizer, generation)
    refuseLeap(optimizer, wanted, context.maxAdvance)
    const after = sealed(optimizer, await paced(state, pending, wanted))
    return { after, result: String(wanted) }
  }
  const { stored, result } = await decide(context, id, seal, once)
  return ratesAt(context, stored, Number(result))
}
