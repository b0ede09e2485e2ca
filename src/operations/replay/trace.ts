import type { State } from '../../core/trajectory/state.ts'
import { trace, type Trace } from '../../core/trajectory/trace.ts'
import type { Stored } from '../../storage/store.ts'
import type { Context } from '../context.ts'
import { stretches } from './history.ts'
import { paced } from '../event_loop/time_slices.ts'

/** How a step came about, or would as things stand. */
export interface Traced extends Trace {
  /** The state at the step before. */
  readonly before: State
}

/**
 * How a step from 1 on came about.
 * @throws {Refusal} `step_compacted`, or what the step itself refuses.
 */
export async function traceAt(context: Context, stored: Stored, step: number): Promise<Traced> {
  const [part] = await stretches(context, stored, step - 1, step)
  const before = await paced(part!.state, part!.inputs, step - 1)
  const inputs = part!.inputs.filter((input) => input.step === step)
  return { ...trace(before, inputs, step), before }
}
