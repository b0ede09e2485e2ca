import { decideOverdue } from '../../core/metrics/reports.ts'
import { missingMetrics, type MissingMetric } from '../../core/metrics/barriers.ts'
import type { Input } from '../../core/trajectory/input.ts'
import type { MetricDecision, ReportedMetrics } from '../../core/metrics/decisions.ts'
import {
  fence,
  refuseStepAhead,
  revisionAt,
  withSealedState,
  type Optimizer,
} from '../../core/optimizer/optimizer.ts'
import type { Seen } from '../../core/problem.ts'
import { snapshotSteps, type Snapshot } from '../../core/history/snapshot.ts'
import type { State } from '../../core/trajectory/state.ts'
import type { Window } from '../../core/series/window.ts'
import type { Stored } from '../../storage/store.ts'
import { circumstancesOf, type Caller, type Context } from '../context.ts'
import type { Decision } from '../commit/transaction.ts'
import { runInSlices } from '../event_loop/time_slices.ts'
import { resealedThrough } from '../commit/repair.ts'
import { historyAfter, snapshotOf } from '../replay/snapshots.ts'
import { decideReportedMetrics } from '../metrics/decisions.ts'
import { runWindow } from '../replay/windows.ts'

export interface Advance {
  /** The step wanted; left out, one past the cursor. */
  readonly step?: number | undefined
  /** How many steps after it are wanted as well. */
  readonly ahead?: number | undefined
  /** The incarnation of the job that the caller belongs to; left out, the current one. */
  readonly generation?: number | undefined
  /** Metrics of this step, for all ranks. */
  readonly metrics?: ReportedMetrics | undefined
  /** The highest that the caller has been told of. */
  readonly seen?: Seen | undefined
}

/** What an advance tells beside its step. */
export interface AdvanceDetails {
  readonly decisions?: readonly MetricDecision[]
  readonly blockedOn?: readonly MissingMetric[]
  /** Where it was recorded as it was sealed. */
  readonly window?: Window | undefined
}

/** What an advance meant: a step of one generation. In another one, that step is another. */
interface Position {
  readonly generation: number
  readonly step: number
}

const encodePosition = ({ generation, step }: Position): string => `${generation} ${step}`

/** The reverse: what a result, or the receipt of one, says. */
export function decodePosition(result: string): Position {
  const [generation, step] = result.split(' ').map(Number)
  return { generation: generation!, step: step! }
}

/** Seals every step up to the one wanted, and the window after it, as far as nothing is awaited. */
export async function sealSteps(
  context: Context,
  before: Stored,
  given: Advance,
  caller: Caller,
): Promise<Decision<AdvanceDetails>> {
  const optimizer = await currentFor(context, before, given, caller)
  const wanted = given.step ?? optimizer.cursor + 1
  const { ahead = 0 } = given
  refuseStepAhead(optimizer, wanted, context.maxAdvance)
  refuseStepAhead(optimizer, wanted + ahead, Infinity)
  const telling = await decideReportedMetrics(context, {
    before,
    optimizer,
    step: wanted,
    metrics: given.metrics,
    caller,
  })
  const after = telling.optimizer
  const result = encodePosition({ generation: after.generation.number, step: wanted })
  const blockedOn = missingMetrics(after, wanted)
  if (blockedOn.length > 0) {
    // What was reported for the very step that waits is decided, and need not be said again.
    const kept = blockedOn[0]!.step === wanted ? after : optimizer
    return { ...withNewInputs(before, kept), result, details: { blockedOn }, isIncomplete: true }
  }
  const through = windowEnd(after, wanted, ahead)
  const { decisions } = telling
  const way = await sealThrough(after, wanted, through)
  const { passed: stepsToCache, snapshots, window } = way
  const kept = await historyAfter(context, before, after, snapshots)
  const done = { ...withNewInputs(before, after), after: withSealedState(after, way.state, wanted) }
  return { ...done, ...kept, stepsToCache, result, details: { decisions, window } }
}

/** An optimizer as the caller may expect it: of its generation, and no less far than it has seen. */
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

/** An optimizer whose quorums have all been decided that wait no longer. */
export function applyDeadlines(
  context: Context,
  optimizer: Optimizer,
  caller: Caller = {},
): Optimizer {
  if (optimizer.openQuorums.length === 0) return optimizer
  const { now } = context
  const seconds = (since: string) => (now().getTime() - Date.parse(since)) / 1_000
  return decideOverdue(optimizer, seconds, circumstancesOf(context, caller))
}

/** What is to be written of an optimizer to which inputs were added. */
export const withNewInputs = (
  { optimizer: { revision } }: Stored,
  after: Optimizer,
): { after: Optimizer; inputs: readonly Input[] } => ({
  after,
  inputs: after.pending.filter((input) => input.revision > revision),
})

/** The last step of a window: the one before the first that a metric must be known for. */
function windowEnd(optimizer: Optimizer, wanted: number, ahead: number): number {
  const last = wanted + ahead
  const [first] = ahead === 0 ? [] : missingMetrics(optimizer, last)
  return first ? first.step - 1 : last
}

interface SealedRun {
  readonly state: State
  readonly passed: readonly { readonly state: State; readonly acted: number }[]
  readonly snapshots: readonly Snapshot[]
  readonly window?: Window | undefined
}

/** Goes through all that is not sealed yet, by way of the steps that are to be remembered. */
async function sealThrough(
  optimizer: Optimizer,
  wanted: number,
  through: number,
): Promise<SealedRun> {
  const { state: start, sealedThrough, pending, acted } = optimizer
  if (through <= sealedThrough) return { state: start, passed: [], snapshots: [] }
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
  if (through <= wanted) return { state, passed: [], snapshots }
  const isWhole = wanted >= sealedThrough
  const passed = isWhole ? [{ state, acted: revisionAt(wanted, pending, acted) }] : []
  const beyond = marks.filter((step) => step > wanted)
  const window = await runWindow(state, pending, {
    from: wanted + 1,
    through,
    acted,
    stops: beyond,
  })
  const taken = window.passed.map((each) => snapshotOf(optimizer, each))
  return {
    state: window.state,
    passed,
    snapshots: [...snapshots, ...taken],
    window: isWhole ? window.window : undefined,
  }
}
