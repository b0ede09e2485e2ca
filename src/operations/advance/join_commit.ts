import type { Caller, Context } from '../context.ts'
import { landedAt } from '../commit/commit_batch.ts'
import { aboard, sealedOf } from '../cache/entries.ts'
import type { Boarded } from '../cache/cache.ts'
import type { Advanced } from './fast_path.ts'
import { isSettled, settledIn } from './cached_step.ts'
import type { Advance } from './seal.ts'

interface Ride {
  readonly caller: Caller
  readonly boarded: Boarded
}

/**
 * Whoever asks for the very step that is being sealed waits for its flight, and need not stand in
 * line for it. Undefined where something else is asked, or something else came of it.
 * @throws {Refusal} `store_unavailable`.
 */
export function ride(
  context: Context,
  id: string,
  given: Advance,
  caller: Caller,
): Promise<Advanced | undefined> | undefined {
  const boarded = aboard(context.memory, id)
  return boarded && isSealedBy(boarded, given, caller)
    ? rideOn(context, id, given, { caller, boarded })
    : undefined
}

async function rideOn(context: Context, id: string, given: Advance, { caller, boarded }: Ride) {
  const { memory } = context
  const arrived = memory.tick()
  landedAt(boarded, await boarded.flight.landed)
  // Whoever was in line may have it on the next flight already.
  const known = sealedOf(memory.entries.get(id))
  return known && settledIn(context, known, given, { ...caller, arrived })
}

function isSealedBy({ after }: Boarded, given: Advance, { key }: Caller): boolean {
  const { step = 0, ahead, generation } = given
  if (key !== undefined || ahead || generation === undefined) return false
  return step === after.sealedThrough && isSettled(after, step, given)
}
