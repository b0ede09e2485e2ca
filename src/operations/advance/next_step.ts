import type { Optimizer } from '../../core/optimizer/optimizer.ts'
import { Refusal } from '../../core/problem.ts'
import { isSnapshotDue } from '../../core/history/snapshot.ts'
import { run, type State } from '../../core/trajectory/state.ts'
import type { Stored } from '../../storage/store.ts'
import type { Caller, Context } from '../context.ts'
import { fitsOneSlice } from '../event_loop/time_slices.ts'
import type { Advance } from './seal.ts'

/**
 * The common advance: a step or a few beyond the last, with nothing to be decided on the way. It is
 * what `sealing` would make of it, without its questions, which cost more than the step. Undefined
 * where one of them must be asked, or where the answer may be a refusal.
 */
export function computeNextStep(
  context: Context,
  stored: Stored,
  given: Advance,
  { key }: Caller,
): Optimizer | undefined {
  const { optimizer } = stored
  const { step = optimizer.cursor + 1 } = given
  if (key !== undefined || !asksForValuesOnly(given) || !nothingIntervenes(stored)) return undefined
  if (!isForGeneration(optimizer, given) || !isWithinReach(context, optimizer, step))
    return undefined
  const state = runUnlessRefused(optimizer.state, step)
  return state && { ...optimizer, cursor: step, sealedThrough: step, state }
}

const isForGeneration = (optimizer: Optimizer, { generation }: Advance): boolean =>
  generation === undefined || generation === optimizer.generation.number

/** Whether a step is not far beyond the last one, and no snapshot is due on the way. */
function isWithinReach({ maxAdvance }: Context, optimizer: Optimizer, step: number): boolean {
  const { cursor, sealedThrough, state } = optimizer
  if (step <= sealedThrough || step - cursor > maxAdvance || !fitsOneSlice(state, step))
    return false
  return !isSnapshotDue(sealedThrough, step, state.program.movingColumns.length)
}

/** What is refused may be out of date: it is for those to say who look again. */
function runUnlessRefused(state: State, step: number): State | undefined {
  try {
    return run(state, step)
  } catch (error) {
    if (error instanceof Refusal) return undefined
    throw error
  }
}

const asksForValuesOnly = ({ ahead = 0, metrics, seen }: Advance): boolean =>
  ahead === 0 && !metrics && !seen

/** Whether nothing but the schedulers, none of which waits, moves it. */
function nothingIntervenes({ optimizer, hasUnsavedSeals = false }: Stored): boolean {
  const { pending, openQuorums, state } = optimizer
  return (
    !hasUnsavedSeals &&
    pending.length === 0 &&
    openQuorums.length === 0 &&
    state.program.barrierCount === 0
  )
}
