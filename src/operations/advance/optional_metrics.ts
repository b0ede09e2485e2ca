import { hasOptionalMetric } from '../../core/definition/scheduler.ts'
import {
  firstOptionalMetric,
  programAfter,
  type OptionalMetric,
} from '../../core/metrics/optional_metrics.ts'
import { Refusal } from '../../core/problem.ts'
import type { Input } from '../../core/trajectory/input.ts'
import type { State } from '../../core/trajectory/state.ts'
import { runInSlices } from '../event_loop/time_slices.ts'

/** The inputs that change which schedulers there are, or what they do. */
const CHANGES: ReadonlySet<Input['kind']> = new Set([
  'group_added',
  'group_removed',
  'scheduler_attached',
  'scheduler_detached',
  'scheduler_patched',
  'total_steps_changed',
])

/**
 * The first step after a state, up to `last`, at which a scheduler without `every` steps by a metric.
 * Only where pending inputs change the schedulers before that are steps computed.
 */
export async function optionalMetricAfter(
  state: State,
  pending: readonly Input[],
  last: number,
): Promise<OptionalMetric | undefined> {
  const changes = pending.filter(
    ({ kind, step }) => CHANGES.has(kind) && step > state.step && step <= last,
  )
  if (changes.length > 0 && !mayHaveOptionalMetric(state, changes)) return undefined
  const steps = [...new Set(changes.map(({ step }) => step))].sort(ascending)
  try {
    return await searchByChanges(state, pending, steps, last)
  } catch (error) {
    // A step before has no value: the window ends there.
    if (error instanceof Refusal) return undefined
    throw error
  }
}

const mayHaveOptionalMetric = ({ frame }: State, changes: readonly Input[]): boolean =>
  frame.schedulers.some(({ scheduler }) => hasOptionalMetric(scheduler)) ||
  changes.some((each) => each.kind === 'scheduler_attached' && hasOptionalMetric(each.scheduler))

const ascending = (a: number, b: number) => a - b

async function searchByChanges(
  state: State,
  pending: readonly Input[],
  changes: readonly number[],
  last: number,
): Promise<OptionalMetric | undefined> {
  let current = state
  for (const step of changes) {
    const found = firstOptionalMetric(current.program, { from: current.step + 1, to: step - 1 })
    if (found) return found
    const before = await runInSlices(current, pending, step - 1)
    const here = firstOptionalMetric(programAfter(before, pending), { from: step, to: step })
    if (here) return here
    current = await runInSlices(before, pending, step)
  }
  return firstOptionalMetric(current.program, { from: current.step + 1, to: last })
}
