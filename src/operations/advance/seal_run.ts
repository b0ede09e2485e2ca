import { snapshotSteps, type Snapshot } from '../../core/history/snapshot.ts'
import { revisionShownBy, type Optimizer } from '../../core/optimizer/optimizer.ts'
import { windowRecorder, type Window } from '../../core/series/window.ts'
import type { OnStep, State } from '../../core/trajectory/state.ts'
import type { Decision } from '../commit/decision.ts'
import { runInSlices } from '../event_loop/time_slices.ts'
import { snapshotOf } from '../replay/snapshots.ts'

/** The result of a run through unsealed steps. */
interface SealedRun extends Pick<Decision<unknown>, 'stepsToCache'> {
  readonly state: State
  readonly snapshots: readonly Snapshot[]
  readonly window?: Window | undefined
}

/**
 * Runs through all unsealed steps, by way of the steps at which a snapshot is due, and records the
 * window after the requested step.
 */
export async function runUnsealedSteps(
  optimizer: Optimizer,
  step: number,
  through: number,
): Promise<SealedRun> {
  const { sealedThrough, pending } = optimizer
  const snapshots: Snapshot[] = []
  let { state } = optimizer
  if (through <= sealedThrough) return { state, snapshots }
  const due = snapshotSteps(sealedThrough, through, Math.max(1, state.program.movingColumns.length))
  const runThrough = async (to: number, onStep?: OnStep) => {
    for (const stop of due.filter((each) => each > state.step && each <= to)) {
      state = await runInSlices(state, pending, stop, onStep)
      snapshots.push(snapshotOf(optimizer, state))
    }
    state = await runInSlices(state, pending, to, onStep)
  }
  await runThrough(step)
  if (through <= step) return { state, snapshots }
  const stepsToCache = [{ state, acted: revisionShownBy(optimizer, state) }]
  const { onStep, window } = windowRecorder({ from: step + 1, through }, state.program, pending)
  await runThrough(through, onStep)
  // A window that begins among sealed steps is not recorded whole: it is replayed.
  if (step < sealedThrough) return { state, snapshots }
  return { state, snapshots, stepsToCache, window: window(revisionShownBy(optimizer, state)) }
}
