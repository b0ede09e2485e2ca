import type { Input } from '../../core/trajectory/input.ts'
import { revisionAt, type Optimizer } from '../../core/optimizer/optimizer.ts'
import type { State } from '../../core/trajectory/state.ts'
import { fold } from '../../core/trajectory/fold.ts'
import type { Stored } from '../../storage/store.ts'
import type { Context } from '../context.ts'
import { nearestState, replaySegments } from './history.ts'
import { runInSlices } from '../event_loop/time_slices.ts'
import { cachedValues, type StepValues } from '../cache/cached_values.ts'
import { cacheReplayedStep } from '../cache/recent_steps.ts'
import { yielder } from '../event_loop/yielding.ts'

/** The values at a step: as they were sealed, or, beyond the sealed steps, a projection. */
export async function valuesAt(
  context: Context,
  stored: Stored,
  step: number,
): Promise<StepValues> {
  const found = cachedValues(context.processState, stored, step)
  if (found) return found
  const { optimizer } = stored
  if (step < optimizer.sealedThrough) return replayAndPrefetch(context, stored, step)
  const { state, acted, inputs } = await nearestState(context, stored, step)
  const arrived = await runInSlices(state, inputs, step)
  return { optimizer, step, revision: revisionAt(step, inputs, acted), state: arrived }
}

/** A rank that requests a step which is not cached is far behind, and will request the next ones. */
async function replayAndPrefetch(
  context: Context,
  stored: Stored,
  step: number,
): Promise<StepValues> {
  const { optimizer } = stored
  const last = Math.min(step + prefetchCount(optimizer, step), optimizer.sealedThrough - 1)
  const [start] = await replaySegments(context, stored, step, last)
  const { acted, inputs } = start!
  const first = await runInSlices(start!.state, inputs, step)
  const passed = await statesAfter(first, inputs, last)
  const sealed = [first, ...passed].map((state) => {
    return { state, acted: revisionAt(state.step, inputs, acted), decisions: [] }
  })
  // The requested step last: the others must not evict it.
  for (const each of sealed.toReversed()) cacheReplayedStep(context.processState, stored, each)
  return { optimizer, step, revision: sealed[0]!.acted, state: first }
}

/** How many steps after the requested one are cached, of an optimizer that is cheap to run. */
const PREFETCH_STEPS = 16

/** No prefetch in an earlier generation, whose steps end where the next one resumed. */
const prefetchCount = ({ generation, state }: Optimizer, step: number): number =>
  step >= generation.resumeStep && isCheap(state) ? PREFETCH_STEPS : 0

/** Whether a step costs little to compute and to cache. */
const isCheap = ({ program, values }: State): boolean =>
  program.rulesPerStep <= 8 && values.length <= 64

/** The states at the steps after one, as long as they are cheap: an earlier frame may differ. */
async function statesAfter(from: State, inputs: readonly Input[], last: number): Promise<State[]> {
  const pause = yielder()
  const passed: State[] = []
  for (let at = from; at.step < last && isCheap(at);) {
    await pause()
    at = fold(at, inputs, at.step + 1)
    passed.push(at)
  }
  return passed
}
