import type { State } from '../../core/trajectory/state.ts'
import { trace, traceConstruction, type Trace } from '../../core/trajectory/trace.ts'
import type { Stored } from '../../storage/store.ts'
import type { Context } from '../context.ts'
import { replaySegments, sealedSegments } from './history.ts'
import { runInSlices } from '../event_loop/time_slices.ts'

/** How a step was computed; for an unsealed step, a projection. */
export interface StepTrace extends Trace {
  /** The state at the step before, from step 1 on. */
  readonly before?: State
}

/**
 * How a step was computed. Step 0 has no step before it: the schedulers are constructed there.
 * @throws {Refusal} `step_compacted`, or what the step itself refuses.
 */
export async function traceAt(context: Context, stored: Stored, step: number): Promise<StepTrace> {
  if (step === 0) return traceOfConstruction(context, stored)
  const [part] = await replaySegments(context, stored, step - 1, step)
  const before = await runInSlices(part!.state, part!.inputs, step - 1)
  const inputs = part!.inputs.filter((input) => input.step === step)
  return { ...trace(before, inputs, step), before }
}

async function traceOfConstruction(context: Context, stored: Stored): Promise<StepTrace> {
  const { definition, sealedThrough, pending } = stored.optimizer
  if (sealedThrough < 0) return traceConstruction(definition, pending)
  const [part] = await sealedSegments(context, stored, 0, 0)
  return traceConstruction(definition, part!.inputs)
}
