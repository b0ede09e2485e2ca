import { revisionAt } from '../../core/optimizer/optimizer.ts'
import { windowRecorder, type Window } from '../../core/series/window.ts'
import { windowEnd } from '../../core/windows/window_end.ts'
import { lastWithinLimit } from '../../core/windows/window_limit.ts'
import type { Input } from '../../core/trajectory/input.ts'
import type { OnStep, State } from '../../core/trajectory/state.ts'
import type { Stored } from '../../storage/store.ts'
import { cachedWindow, cacheWindow, type RequestedWindow } from '../cache/cached_values.ts'
import type { Context } from '../context.ts'
import { runInSlices } from '../event_loop/time_slices.ts'
import { replaySegments, type ReplaySegment } from './history.ts'

/** The end of a window that was returned: its last step, and why it was not longer. */
export type ReturnedEnd = Pick<Window, 'through'> & {
  readonly reason?: NonNullable<Window['ends']>['reason'] | undefined
}

/** A window as it is known before its values are. */
export interface KnownWindow {
  /** As it was just recorded. */
  readonly window?: Window | undefined
  /** Where it ended when it was first returned; left out, where it would end now. */
  readonly end?: ReturnedEnd | undefined
}

/** The window after a step, all of it sealed: as it was just recorded, as it is cached, or replayed. */
export async function windowAt(
  context: Context,
  stored: Stored,
  request: RequestedWindow,
  { window: recorded, end }: KnownWindow = {},
): Promise<Window> {
  const { processState } = context
  const known = recorded ?? cachedWindow(processState, stored, request)
  if (end) return known && hasEnd(known, end) ? known : replayWindow(context, stored, request, end)
  const window = known ?? (await replayWindow(context, stored, request))
  cacheWindow(processState, stored, request, window)
  return window
}

const hasEnd = ({ through, ends }: Window, end: ReturnedEnd): boolean =>
  through === end.through && ends?.reason === end.reason

async function replayWindow(
  context: Context,
  stored: Stored,
  request: RequestedWindow,
  end?: ReturnedEnd,
): Promise<Window> {
  const { optimizer } = stored
  const { step, ahead, lateMetrics } = request
  const requested = step + ahead
  const last = end?.through ?? Math.min(requested, optimizer.sealedThrough)
  const past = await replayPast(context, stored, step, last)
  const limit = lastWithinLimit({ from: step + 1, through: requested }, past.first.program, [
    ...past.inputs,
    ...optimizer.pending,
  ])
  const through = end?.through ?? Math.min(limit, last)
  const { onStep, window } = windowRecorder(
    { from: step + 1, through },
    past.first.program,
    past.inputs,
  )
  await past.run(through, onStep)
  const revision = past.revisionAt(through)
  if (!end) {
    return window(revision, windowEnd(optimizer, { through, requested, limit, lateMetrics }))
  }
  const { reason } = end
  return window(revision, reason && { reason, step: through + 1, asOf: optimizer.revision })
}

/** Sealed steps from one on, and a run through them. */
export interface SealedPast {
  /** The state at the first step. */
  readonly first: State
  /** The inputs that act after the first step. */
  readonly inputs: readonly Input[]
  /** The last revision with an effect on the values at a step. */
  readonly revisionAt: (step: number) => number
  /** Runs after the first step through another one. */
  readonly run: (through: number, onStep: OnStep) => Promise<void>
}

/** Steps that may span one at which a generation resumed: each segment is a run of its own. */
export async function replayPast(
  context: Context,
  stored: Stored,
  from: number,
  to: number,
): Promise<SealedPast> {
  const segments = await replaySegments(context, stored, from, Math.max(from, to))
  const first = await runInSlices(segments[0]!.state, segments[0]!.inputs, from)
  return {
    first,
    inputs: segments.flatMap(inputsOf),
    revisionAt: (step) => {
      const { inputs, acted } = segments.findLast((each) => each.from <= step) ?? segments[0]!
      return revisionAt(step, inputs, acted)
    },
    run: async (through, onStep) => {
      for (const [index, { state, inputs, to: end }] of segments.entries()) {
        await runInSlices(index === 0 ? first : state, inputs, Math.min(end, through), onStep)
      }
    },
  }
}

/** The inputs of a segment that act in it: a later generation may have dropped the rest. */
const inputsOf = ({ inputs, from, to }: ReplaySegment): readonly Input[] =>
  inputs.filter(({ step }) => step >= from && step <= to)
