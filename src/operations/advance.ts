import { createHash } from 'node:crypto'
import { fence, refuseLeap, sealed, type Optimizer } from '../core/optimizer.ts'
import { refuse } from '../core/problem.ts'
import type { Receipt } from '../storage/store.ts'
import type { Context } from './context.ts'
import { decide, type Decision } from './decide.ts'
import { paced } from './paced.ts'
import { ratesAt, type Rates } from './rates.ts'

export interface Advance {
  /** The step wanted; left out, one past the cursor. */
  readonly step?: number | undefined
  /** The incarnation of the job that the caller belongs to; left out, the current one. */
  readonly generation?: number | undefined
}

/** A decision to advance, and the step that was meant. */
interface Sealing extends Decision {
  readonly step: number
}

/**
 * Seals every step up to the one wanted and answers the values there. A step that is sealed
 * already is answered as it was. With an idempotency key, a repeat answers what the first did.
 * @throws {Refusal} `stale_generation`, `step_ahead`, `value_not_finite`,
 *   `idempotency_key_reused`, `optimizer_not_found`.
 */
export async function advance(
  context: Context,
  id: string,
  wanted: Advance,
  idempotencyKey?: string,
): Promise<Rates> {
  const receipt = idempotencyKey === undefined ? undefined : unsigned(idempotencyKey, wanted)
  const { stored, decision } = await decide(context, id, async (optimizer): Promise<Sealing> => {
    fence(optimizer, wanted.generation)
    if (!receipt) return seal(context, optimizer, wanted.step)
    const done = (await context.store.receipts(id)).find(({ key }) => key === receipt.key)
    if (done) return { after: optimizer, step: stepOf(done, receipt) }
    const sealing = await seal(context, optimizer, wanted.step)
    return { ...sealing, receipt: { ...receipt, step: sealing.step } }
  })
  return ratesAt(context, stored, decision.step)
}

async function seal(
  { maxAdvance }: Context,
  optimizer: Optimizer,
  step: number = optimizer.cursor + 1,
): Promise<Sealing> {
  refuseLeap(optimizer, step, maxAdvance)
  const state = await paced(optimizer.state, optimizer.pending, step)
  return { after: sealed(optimizer, state), step }
}

const digest = (text: string) => createHash('sha256').update(text).digest('base64url').slice(0, 22)

const unsigned = (idempotencyKey: string, wanted: Advance): Omit<Receipt, 'step'> => ({
  key: digest(idempotencyKey),
  request: digest(JSON.stringify([wanted.step ?? null, wanted.generation ?? null])),
})

/** The step that a key advanced to before, if it stood for the same request then. */
function stepOf(done: Receipt, { request }: Omit<Receipt, 'step'>): number {
  if (done.request === request) return done.step
  return refuse({ code: 'idempotency_key_reused', step: done.step })
}
