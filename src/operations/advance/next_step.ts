import { withSealedState } from '../../core/optimizer/optimizer.ts'
import { Refusal } from '../../core/problem.ts'
import { run, type State } from '../../core/trajectory/state.ts'
import type { SealOutcome } from '../../storage/store.ts'
import { NO_DECISIONS, type PendingCommit } from '../cache/cache.ts'
import { addToBatch, outcomeOf } from '../commit/commit_batch.ts'
import type { Context } from '../context.ts'
import type { NextPath } from './choose_path.ts'
import type { Advanced } from './request.ts'

/**
 * Computes the next step and adds it to the open commit batch. It seals what `sealSteps` would,
 * without the checks that cannot apply on this path; they cost more than the step. Undefined where
 * the step has no value, which is refused on a fresh copy.
 */
export function commitNextStep(
  context: Context,
  { entry, cached, step }: NextPath,
): PendingCommit | undefined {
  const { optimizer } = cached.stored
  const state = runUnlessRefused(optimizer.state, step)
  return state && addToBatch(context, entry, cached, withSealedState(optimizer, state))
}

function runUnlessRefused(state: State, step: number): State | undefined {
  try {
    return run(state, step)
  } catch (error) {
    if (error instanceof Refusal) return undefined
    throw error
  }
}

/**
 * The values after a commit, or undefined where another writer was first.
 * @throws {Refusal} `store_unavailable`; and the unexpected error of this commit.
 */
export function valuesAfterCommit(
  commit: PendingCommit,
  outcomes: readonly SealOutcome[],
): Advanced | undefined {
  const optimizer = outcomeOf(commit, outcomes)?.optimizer
  if (!optimizer) return undefined
  const { sealedThrough: step, acted: revision, state } = optimizer
  return { optimizer, step, revision, state, decisions: NO_DECISIONS }
}
