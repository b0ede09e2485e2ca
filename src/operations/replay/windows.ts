import { missingMetrics } from '../../core/metrics/barriers.ts'
import type { Input } from '../../core/trajectory/input.ts'
import { revisionAt, type Optimizer } from '../../core/optimizer/optimizer.ts'
import { pointer, refuse } from '../../core/problem.ts'
import type { State } from '../../core/trajectory/state.ts'
import { MAX_WINDOW_VALUES, windowRecorder, type Window } from '../../core/series/window.ts'
import type { Stored } from '../../storage/store.ts'
import type { Context } from '../context.ts'
import { replaySegments } from './history.ts'
import { stepKey } from '../cache/recent_steps.ts'
import { runInSlices } from '../event_loop/time_slices.ts'

/** A stretch of steps, and those within at which the state is wanted. */
interface WindowSteps {
  readonly from: number
  readonly through: number
  /** The last revision whose effect the values where it starts show. */
  readonly acted: number
  readonly stops?: readonly number[]
}

/**
 * Runs through a window and records it.
 * @throws {Refusal} `invalid_request` where it would have too many numbers.
 */
export async function runWindow(
  start: State,
  inputs: readonly Input[],
  { from, through, acted, stops = [] }: WindowSteps,
): Promise<{ state: State; passed: readonly State[]; window: Window }> {
  const { onStep, window, width } = windowRecorder({ from, through }, start.program, inputs)
  refuseWidth(through - from + 1, width)
  const passed: State[] = []
  let state = start
  for (const stop of stops) {
    state = await runInSlices(state, inputs, stop, onStep)
    passed.push(state)
  }
  state = await runInSlices(state, inputs, through, onStep)
  return { state, passed, window: window(revisionAt(through, inputs, acted)) }
}

function refuseWidth(steps: number, width: number): void {
  if (steps * width <= MAX_WINDOW_VALUES) return
  const most = Math.floor(MAX_WINDOW_VALUES / width)
  const detail = `given a window of ${steps} steps x ${width} columns, wanted at most ${most} steps`
  refuse({ code: 'invalid_request', errors: [{ pointer: pointer(['ahead']), detail }] })
}

const windowKey = (stored: Stored, step: number, ahead: number) =>
  `${stepKey(stored, step)} ${ahead}`

/** The window after a step, as it was asked for before on this process, if it is still that long. */
export function cachedWindow(
  { processState }: Context,
  stored: Stored,
  step: number,
  ahead: number,
): Window | undefined {
  const window = processState.windows.get(windowKey(stored, step, ahead))
  return window && isStillComplete(window, stored.optimizer, step + ahead) ? window : undefined
}

/** One that ended early, at a metric, goes on once that is decided. */
const isStillComplete = ({ through }: Window, optimizer: Optimizer, last: number): boolean =>
  through === last ||
  (through === optimizer.sealedThrough && missingMetrics(optimizer, last)[0]?.step === through + 1)

/** The window after a step, all of it sealed: as it was just recorded, or replayed. */
export async function windowAt(
  context: Context,
  stored: Stored,
  { step, ahead, window }: { step: number; ahead: number; window: Window | undefined },
): Promise<Window> {
  const known = window ?? cachedWindow(context, stored, step, ahead)
  const found = known ?? (await replayWindow(context, stored, step, ahead))
  context.processState.windows.set(windowKey(stored, step, ahead), found)
  return found
}

/** A window may reach over the step at which a generation resumed: each part is its own run. */
async function replayWindow(
  context: Context,
  stored: Stored,
  step: number,
  ahead: number,
): Promise<Window> {
  const through = Math.min(step + ahead, stored.optimizer.sealedThrough)
  const parts = await replaySegments(context, stored, step, through)
  const inputs = parts.flatMap((part) => part.inputs)
  const first = await runInSlices(parts[0]!.state, parts[0]!.inputs, step)
  const from = step + 1
  const { onStep, window, width } = windowRecorder({ from, through }, first.program, inputs)
  refuseWidth(through - step, width)
  for (const [index, part] of parts.entries()) {
    await runInSlices(index === 0 ? first : part.state, part.inputs, part.to, onStep)
  }
  const last = parts.at(-1)!
  return window(revisionAt(through, last.inputs, last.acted))
}
