import { revisionAt } from '../../core/optimizer/optimizer.ts'
import { windowRecorder, type Window } from '../../core/series/window.ts'
import type { Stored } from '../../storage/store.ts'
import { cachedWindow, cacheWindow } from '../cache/cached_values.ts'
import type { Context } from '../context.ts'
import { runInSlices } from '../event_loop/time_slices.ts'
import { replaySegments } from './history.ts'

/** The window after a step, all of it sealed: as it was just recorded, as it is cached, or replayed. */
export async function windowAt(
  context: Context,
  stored: Stored,
  step: number,
  ahead: number,
  recorded?: Window,
): Promise<Window> {
  const { processState } = context
  const known = recorded ?? cachedWindow(processState, stored, step, ahead)
  const window = known ?? (await replayWindow(context, stored, step, ahead))
  cacheWindow(processState, stored, step, ahead, window)
  return window
}

/** A window may span the step at which a generation resumed: each segment is a run of its own. */
async function replayWindow(
  context: Context,
  stored: Stored,
  step: number,
  ahead: number,
): Promise<Window> {
  const through = Math.min(step + ahead, stored.optimizer.sealedThrough)
  const segments = await replaySegments(context, stored, step, through)
  const inputs = segments.flatMap((each) => each.inputs)
  const first = await runInSlices(segments[0]!.state, segments[0]!.inputs, step)
  const { onStep, window } = windowRecorder({ from: step + 1, through }, first.program, inputs)
  for (const [index, each] of segments.entries()) {
    await runInSlices(index === 0 ? first : each.state, each.inputs, each.to, onStep)
  }
  const last = segments.at(-1)!
  return window(revisionAt(through, last.inputs, last.acted))
}
