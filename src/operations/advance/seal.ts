import { snapshotSteps, type Snapshot } from '../../core/history/snapshot.ts'
import { missingMetrics } from '../../core/metrics/barriers.ts'
import {
  fence,
  refuseStepAhead,
  revisionAt,
  withSealedState,
  type Optimizer,
} from '../../core/optimizer/optimizer.ts'
import type { Window } from '../../core/series/window.ts'
import type { State } from '../../core/trajectory/state.ts'
import type { Stored } from '../../storage/store.ts'
import { resealedThrough } from '../commit/repair.ts'
import { withNewInputs, type Decision } from '../commit/decision.ts'
import type { Caller, Context } from '../context.ts'
import { runInSlices } from '../event_loop/time_slices.ts'
import { applyDeadlines } from '../metrics/deadlines.ts'
import { decideReportedMetrics } from '../metrics/decisions.ts'
import { historyAfter, snapshotOf } from '../replay/snapshots.ts'
import { runWindow } from '../replay/windows.ts'
import type { Advance, SealResult } from './request.ts'

/** Seals every step up to the requested one, and the window after it up to an awaited metric. */
export async function sealSteps(
  context: Context,
  before: Stored,
  request: Advance,
  caller: Caller,
): Promise<Decision<SealResult>> {
  const { ahead = 0, metrics } = request
  const current = await currentFor(context, before, request, caller)
  const step = request.step ?? current.cursor + 1
  refuseStepAhead(current, step, context.maxAdvance)
  refuseStepAhead(current, step + ahead, Infinity)
  const reported = { before, optimizer: current, step, metrics, caller }
  const { optimizer, decisions } = await decideReportedMetrics(context, reported)
  const position = { generation: optimizer.generation.number, step }
  const blockedOn = missingMetrics(optimizer, step + ahead)
  const through = blockedOn[0] ? blockedOn[0].step - 1 : step + ahead
  if (through < step) {
    // A metric that was reported for the awaited step itself is decided, and need not be sent again.
    const kept = through === step - 1 ? optimizer : current
    return {
      ...withNewInputs(before, kept),
      result: { ...position, blockedOn },
      isIncomplete: true,
    }
  }
  const { state, stepsToCache, snapshots, window } = await runUnsealedSteps(
    optimizer,
    step,
    through,
  )
  return {
    ...withNewInputs(before, optimizer),
    ...(await historyAfter(context, before, optimizer, snapshots)),
    after: withSealedState(optimizer, state, step),
    result: { ...position, decisions, window },
    stepsToCache,
  }
}

/** The optimizer in the caller's generation, sealed as far as the caller has seen, deadlines applied. */
async function currentFor(
  context: Context,
  { optimizer }: Stored,
  { generation, seen }: Advance,
  caller: Caller,
): Promise<Optimizer> {
  fence(optimizer, generation)
  const current = await resealedThrough(optimizer, seen, context.maxAdvance)
  return applyDeadlines(context, current, caller)
}

interface SealedRun extends Pick<Decision<unknown>, 'stepsToCache'> {
  readonly state: State
  readonly snapshots: readonly Snapshot[]
  readonly window?: Window | undefined
}

/** Runs through all unsealed steps, by way of the steps at which a snapshot is due. */
async function runUnsealedSteps(
  optimizer: Optimizer,
  wanted: number,
  through: number,
): Promise<SealedRun> {
  const { state: start, sealedThrough, pending, acted } = optimizer
  if (through <= sealedThrough) return { state: start, snapshots: [] }
  const marks = snapshotSteps(
    sealedThrough,
    through,
    Math.max(1, start.program.movingColumns.length),
  )
  const snapshots: Snapshot[] = []
  let state = start
  for (const mark of marks.filter((step) => step < wanted)) {
    state = await runInSlices(state, pending, mark)
    snapshots.push(snapshotOf(optimizer, state))
  }
  state = await runInSlices(state, pending, wanted)
  if (marks.includes(wanted)) snapshots.push(snapshotOf(optimizer, state))
  if (through <= wanted) return { state, snapshots }
  const stops = marks.filter((step) => step > wanted)
  const run = await runWindow(state, pending, { from: wanted + 1, through, acted, stops })
  snapshots.push(...run.passed.map((each) => snapshotOf(optimizer, each)))
  // A window that begins before the unsealed steps is not recorded whole.
  if (wanted < sealedThrough) return { state: run.state, snapshots }
  const stepsToCache = [{ state, acted: revisionAt(wanted, pending, acted) }]
  return { state: run.state, snapshots, stepsToCache, window: run.window }
}
