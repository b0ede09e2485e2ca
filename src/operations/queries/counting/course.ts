import { differences, type Compared } from '../../../core/trajectory/differences.ts'
import { fold, splitMetrics } from '../../../core/trajectory/fold.ts'
import type { Input } from '../../../core/trajectory/input.ts'
import type { State } from '../../../core/trajectory/state.ts'
import { runInSlices } from '../../event_loop/time_slices.ts'
import { yielder } from '../../event_loop/yielding.ts'
import type { Past } from './past.ts'

/** A step at which inputs act, with the states around it. */
export interface Stop {
  readonly step: number
  readonly inputs: readonly Input[]
  /** At the step before. At the first stop, nothing is before: it is the same as `after`. */
  readonly before: State
  readonly after: State
}

/** The state after the inputs of a stop. */
export const stateAfter = (past: Past, before: State, step: number, inputs: readonly Input[]) =>
  step === past.from ? past.begin(inputs) : fold(before, inputs, step)

/**
 * The trajectory of a past through a step, by its stops. The last one is the step after its end, and
 * has no inputs.
 */
export async function courseOf(past: Past, through: number): Promise<Stop[]> {
  const acting = past.inputs.filter(({ step }) => step <= through)
  const byStep = Map.groupBy(acting, ({ step }) => step)
  const first = counting(byStep.get(past.from) ?? [])
  const start = past.begin(first)
  const stops: Stop[] = [{ step: past.from, inputs: first, before: start, after: start }]
  const pause = yielder()
  for (const [step, accepted] of byStep) {
    if (step <= past.from) continue
    await pause()
    const inputs = counting(accepted)
    const before = await runInSlices(stops.at(-1)!.after, [], step - 1)
    stops.push({ step, inputs, before, after: fold(before, inputs, step) })
  }
  const end = await runInSlices(stops.at(-1)!.after, [], through)
  return [...stops, { step: through + 1, inputs: [], before: end, after: end }]
}

/** The inputs of one step, without those that cancel each other there. */
function counting(accepted: readonly Input[]): readonly Input[] {
  const kept = new Set(splitMetrics(accepted).inputs.map(({ revision }) => revision))
  return accepted.filter((each) => each.kind === 'metric_decided' || kept.has(each.revision))
}

/** The distance of two stops from which it is compared on the way whether two trajectories meet. */
const FAR_STEPS = 2_048
/** How many steps after a stop they are compared. */
const NEAR_STEPS = 1_024

/**
 * Runs from a state after a stop to before the next one. Undefined if its trajectory meets the known
 * one on the way: the same inputs then give the same values. Each time, twice as many steps are taken.
 */
export async function approach(
  state: State,
  known: { readonly from: State; readonly to: State },
  compared: Compared,
): Promise<State | undefined> {
  const end = known.to.step
  const isMet = (one: State, other: State) => differences(one, other, compared).length === 0
  const isFar = end - state.step > FAR_STEPS
  const near = isFar ? await compareNear(state, known.from, isMet) : state
  if (!near) return undefined
  const before = await runInSlices(near, [], end)
  return isMet(before, known.to) ? undefined : before
}

async function compareNear(
  state: State,
  known: State,
  isMet: (one: State, other: State) => boolean,
): Promise<State | undefined> {
  let [one, other] = [state, known]
  const last = state.step + NEAR_STEPS
  for (let steps = 1; !isMet(one, other); steps *= 2) {
    if (one.step === last) return one
    const to = Math.min(last, one.step + steps)
    one = await runInSlices(one, [], to)
    other = await runInSlices(other, [], to)
  }
  return undefined
}
