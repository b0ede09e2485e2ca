import { fold } from '../../core/trajectory/fold.ts'
import { MAX_COMPUTED } from '../../core/optimizer/refusals.ts'
import { refuse } from '../../core/problem.ts'
import { canSkip, runSkipping, type NextStop } from '../../core/trajectory/skip.ts'
import type { OnStep, State } from '../../core/trajectory/state.ts'
import { runInSlices } from '../event_loop/time_slices.ts'
import { yielder } from '../event_loop/yielding.ts'
import type { ReplaySegment } from './history.ts'

/** A part of the way through a range. */
export type SeriesSegment = Pick<ReplaySegment, 'state' | 'inputs' | 'to'>

/** Records the steps from one on. Without `nextStop` it needs each of them. */
export interface RangeRecorder {
  readonly from: number
  readonly onStep: OnStep
  readonly nextStop?: NextStop
}

/** The values that one series has computed so far. */
interface Spent {
  values: number
}

/** The values computed between two readings of the clock. */
const SLICE_VALUES = 500

/**
 * Records a range of steps. Steps that follow from others without being computed are left out on the
 * way to the range, and in it as far as the recorder allows.
 * @throws {Refusal} `series_too_long` if it computes more values than one call may;
 *   `value_not_finite`, `schedule_ended`.
 */
export async function recordRange(
  parts: readonly SeriesSegment[],
  recorder: RangeRecorder,
): Promise<void> {
  const { step, values, program } = parts[0]!.state
  recorder.onStep(step, values, program)
  const spent = { values: 0 }
  for (const { state, inputs, to } of parts) {
    const acting = inputs.filter((input) => input.step > state.step && input.step <= to)
    const ends = [...new Set(acting.map((input) => input.step))].sort((a, b) => a - b)
    const byStep = Map.groupBy(acting, (input) => input.step)
    const pause = yielder()
    let current = state
    for (const end of ends) {
      current = await runTo(current, end - 1, recorder, spent)
      spend(spent, current, end)
      current = fold(current, byStep.get(end)!, end, recorder.onStep)
      await pause()
    }
    await runTo(current, to, recorder, spent)
  }
}

/** Runs to a step before which no input acts. */
async function runTo(
  state: State,
  to: number,
  { from, onStep, nextStop }: RangeRecorder,
  spent: Spent,
): Promise<State> {
  const isSkipping = canSkip(state.program)
  const near = isSkipping ? Math.min(to, from) : state.step
  const begin = await skipTo(state, near, spent, { onStep, nextStop: () => near })
  if (isSkipping && nextStop) return skipTo(begin, to, spent, { onStep, nextStop })
  spend(spent, begin, to)
  return runInSlices(begin, [], to, onStep)
}

async function skipTo(
  state: State,
  to: number,
  spent: Spent,
  { onStep, nextStop }: Required<Pick<RangeRecorder, 'onStep' | 'nextStop'>>,
): Promise<State> {
  const pause = yielder()
  const labour = Math.max(1, state.program.rulesPerStep)
  const limit = Math.max(1, Math.floor(SLICE_VALUES / labour))
  let current = state
  while (current.step < to) {
    let count = 0
    current = runSkipping(current, to, { next: nextStop, limit }, (step, values, program) => {
      count += 1
      onStep(step, values, program)
    })
    spent.values += count * labour
    if (spent.values > MAX_COMPUTED) refuseComputed(current.step)
    await pause()
  }
  return current
}

/** Refuses before anything is computed that is more than one answer is worth. */
function spend(spent: Spent, { step, program }: State, to: number): void {
  const labour = Math.max(1, program.rulesPerStep)
  const affordable = step + Math.floor((MAX_COMPUTED - spent.values) / labour)
  if (to > affordable) refuseCost({ from: step, to, labour, affordable })
  spent.values += Math.max(0, to - step) * labour
}

interface Cost {
  readonly from: number
  readonly to: number
  readonly labour: number
  readonly affordable: number
}

function refuseCost({ from, to, labour, affordable }: Cost): never {
  const cost = `the steps from ${from} to ${to} cost ${(to - from) * labour} values to compute, ${labour} at each step`
  const reason = `${cost}, wanted at most ${MAX_COMPUTED}: "to" of at most ${affordable}`
  return refuse({ code: 'series_too_long', pointer: '/to', reason })
}

function refuseComputed(step: number): never {
  const reason = `the range costs more than ${MAX_COMPUTED} values to compute, wanted "to" of at most ${step}`
  return refuse({ code: 'series_too_long', pointer: '/to', reason })
}
