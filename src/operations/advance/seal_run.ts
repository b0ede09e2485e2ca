import { snapshotSteps, type Snapshot } from '../../core/history/snapshot.ts'
import { revisionShownBy, withSealedState, type Optimizer } from '../../core/optimizer/optimizer.ts'
import { refuseWindow } from '../../core/metrics/optional_metrics.ts'
import { Refusal } from '../../core/problem.ts'
import { windowRecorder, type Window, type WindowEnd } from '../../core/series/window.ts'
import { windowEnd } from '../../core/windows/window_end.ts'
import { lastWithinLimit } from '../../core/windows/window_limit.ts'
import type { OnStep, State } from '../../core/trajectory/state.ts'
import type { Stored } from '../../storage/store.ts'
import { cachedWindow, type RequestedWindow } from '../cache/cached_values.ts'
import type { Decision } from '../commit/decision.ts'
import type { Context } from '../context.ts'
import { runInSlices } from '../event_loop/time_slices.ts'
import { snapshotOf } from '../replay/snapshots.ts'
import { replayPast, type SealedPast } from '../replay/windows.ts'
import { optionalMetricAfter } from './optional_metrics.ts'

/** The result of a run through unsealed steps. */
interface SealedRun extends Pick<Decision<unknown>, 'stepsToCache'> {
  readonly state: State
  readonly snapshots: readonly Snapshot[]
  readonly window?: Window | undefined
}

/** The steps to seal: up to one step, and the window after it. */
interface RequestedSteps extends RequestedWindow {
  /** The first step that awaits a metric; the window ends before it. */
  readonly blockedAt: number
}

/**
 * Runs through the unsealed steps up to the requested one, and records the window after it. The
 * window ends early at an awaited metric, at a step without a value, and where it is long enough.
 * @param before the optimizer as it is stored; `optimizer` may have inputs that are not stored yet.
 * @throws {Refusal} `value_not_finite`, `schedule_ended` if the requested step has no value.
 */
export async function runUnsealedSteps(
  context: Context,
  before: Stored,
  optimizer: Optimizer,
  requested: RequestedSteps,
): Promise<SealedRun> {
  const { step, ahead, lateMetrics } = requested
  const arrived = await runThrough(optimizer, optimizer.state, step)
  const last = await lastInWindow(optimizer, arrived.state, requested)
  // The sealed steps are replayed from the inputs that the store has: later ones cannot act in them.
  const { revision, digest } = before.optimizer
  const stored = { ...before, optimizer: { ...optimizer, revision, digest } }
  if (ahead === 0 || isKnown(context, stored, requested, last)) return arrived
  const past = await pastOf(context, stored, step, arrived.state)
  const inputs = [...past.inputs, ...optimizer.pending]
  const range = { from: step + 1, through: step + ahead }
  const limit = lastWithinLimit(range, past.first.program, inputs)
  const record = windowRun(optimizer, step, { past: { ...past, inputs }, arrived })
  const run = await untilWithoutValue(arrived.state.step, Math.min(last, limit), record)
  const length = { through: run.through, requested: step + ahead, limit, lateMetrics }
  const ends = windowEnd(withSealedState(optimizer, run.state, step), length)
  return { ...run, window: run.window(ends) }
}

/**
 * The last step of the window: before an awaited metric, and before a step by a metric which the
 * window would make late.
 * @param state at the requested step, or at a later one if that is sealed.
 * @throws {Refusal} `metrics_late` if the first step of the window is such a step, and unsealed.
 */
async function lastInWindow(
  { pending }: Optimizer,
  state: State,
  { step, ahead, lateMetrics, blockedAt }: RequestedSteps,
): Promise<number> {
  const last = Math.min(step + ahead, blockedAt - 1)
  if (lateMetrics || last <= state.step) return last
  const late = await optionalMetricAfter(state, pending, last)
  if (late?.step === step + 1) refuseWindow(late, ahead)
  return late ? late.step - 1 : last
}

/** Whether the window is sealed, or was returned by this process and ends where it did. */
const isKnown = (
  { processState }: Context,
  stored: Stored,
  requested: RequestedWindow,
  last: number,
): boolean =>
  last <= stored.optimizer.sealedThrough ||
  (requested.step < stored.optimizer.sealedThrough &&
    cachedWindow(processState, stored, requested) !== undefined)

type UnsealedRun = Pick<SealedRun, 'state' | 'snapshots'>

/** Runs by way of the steps at which a snapshot is due. */
async function runThrough(
  optimizer: Optimizer,
  from: State,
  to: number,
  onStep?: OnStep,
): Promise<UnsealedRun> {
  const snapshots: Snapshot[] = []
  let state = from
  if (to <= from.step) return { state, snapshots }
  const { pending } = optimizer
  for (const stop of snapshotSteps(from.step, to, Math.max(1, from.program.movingColumns.length))) {
    state = await runInSlices(state, pending, stop, onStep)
    snapshots.push(snapshotOf(optimizer, state))
  }
  return { state: await runInSlices(state, pending, to, onStep), snapshots }
}

/** The sealed steps of the window: none if it begins after them. */
async function pastOf(
  context: Context,
  stored: Stored,
  step: number,
  state: State,
): Promise<Pick<SealedPast, 'first' | 'inputs' | 'run'>> {
  const { sealedThrough } = stored.optimizer
  if (step < sealedThrough) return replayPast(context, stored, step, sealedThrough)
  return { first: state, inputs: [], run: async () => undefined }
}

/** A function that runs through the window up to some step. */
function windowRun(
  optimizer: Optimizer,
  step: number,
  { past, arrived }: { past: Pick<SealedPast, 'first' | 'inputs' | 'run'>; arrived: UnsealedRun },
) {
  const { sealedThrough } = optimizer
  const passed = step < sealedThrough ? [] : [arrived.state]
  const stepsToCache = passed.map((state) => ({ state, acted: revisionShownBy(optimizer, state) }))
  return async (through: number) => {
    const recording = windowRecorder({ from: step + 1, through }, past.first.program, past.inputs)
    await past.run(Math.min(through, sealedThrough), recording.onStep)
    const run = await runThrough(optimizer, arrived.state, through, recording.onStep)
    const snapshots = [...arrived.snapshots, ...run.snapshots]
    const window = (ends?: WindowEnd) =>
      recording.window(revisionShownBy(optimizer, run.state), ends)
    return { through, state: run.state, snapshots, stepsToCache, window }
  }
}

/** Runs again, up to the step before, where a later step than `first` has no value. */
async function untilWithoutValue<T>(
  first: number,
  last: number,
  runTo: (through: number) => Promise<T>,
): Promise<T> {
  try {
    return await runTo(last)
  } catch (error) {
    const step = stepWithoutValue(error)
    if (step === undefined || step <= first) throw error
    return runTo(step - 1)
  }
}

function stepWithoutValue(error: unknown): number | undefined {
  if (!(error instanceof Refusal)) return undefined
  const { problem } = error
  const isWithout = problem.code === 'value_not_finite' || problem.code === 'schedule_ended'
  return isWithout ? problem.step : undefined
}
