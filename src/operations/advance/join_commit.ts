import type { Caller, Context } from '../context.ts'
import { outcomeOf } from '../commit/commit_batch.ts'
import { committing, cachedOrCommitting } from '../cache/entries.ts'
import type { PendingCommit } from '../cache/cache.ts'
import type { Advanced } from './fast_path.ts'
import { isSealedFor, answerIfCurrent } from './cached_step.ts'
import type { Advance } from './seal.ts'

interface Ride {
  readonly caller: Caller
  readonly boarded: PendingCommit
}

/**
 * Whoever asks for the very step that is being sealed waits for its flight, and need not stand in
 * line for it. Undefined where something else is asked, or something else came of it.
 * @throws {Refusal} `store_unavailable`.
 */
export function joinCommit(
  context: Context,
  id: string,
  given: Advance,
  caller: Caller,
): Promise<Advanced | undefined> | undefined {
  const boarded = committing(context.processState, id)
  return boarded && isBeingSealed(boarded, given, caller)
    ? awaitCommit(context, id, given, { caller, boarded })
    : undefined
}

async function awaitCommit(
  context: Context,
  id: string,
  given: Advance,
  { caller, boarded }: Ride,
) {
  const { processState } = context
  const sequence = processState.nextSequence()
  outcomeOf(boarded, await boarded.batch.outcomes)
  // Whoever was in line may have it on the next flight already.
  const known = cachedOrCommitting(processState.entries.get(id))
  return known && answerIfCurrent(context, known, given, { ...caller, sequence })
}

function isBeingSealed({ after }: PendingCommit, given: Advance, { key }: Caller): boolean {
  const { step = 0, ahead, generation } = given
  if (key !== undefined || ahead || generation === undefined) return false
  return step === after.sealedThrough && isSealedFor(after, step, given)
}
