import { refuseLateMetrics } from '../../core/metrics/optional_metrics.ts'
import type { Optimizer } from '../../core/optimizer/optimizer.ts'
import { advance } from '../advance/advance.ts'
import { openGeneration, type OpenedGeneration, type Opening } from '../changes/generations.ts'
import type { Caller, Context } from '../context.ts'

/** An opening, and how many steps after the resume step are requested with it. */
export interface OpeningWithWindow extends Opening {
  readonly ahead?: number | undefined
  readonly late_metrics?: boolean | undefined
}

/**
 * Opens or confirms a generation, and then advances to its resume step with the requested window.
 * These are two commits, each harmless to repeat: a caller that got no answer sends the same again.
 * @throws {Refusal} as `openGeneration` and `advance`.
 */
export async function openWithWindow(
  context: Context,
  id: string,
  { ahead, late_metrics, ...opening }: OpeningWithWindow,
  caller: Caller,
): Promise<OpenedGeneration> {
  // Before it is opened: otherwise a refused request would fence the ranks of the generation before.
  const refuseWindow = (after: Optimizer) => {
    if (ahead && !late_metrics) refuseLateMetrics(after, ahead)
  }
  const opened = await openGeneration(context, id, opening, caller, refuseWindow)
  if (ahead === undefined) return opened
  const { number, resumeStep } = opened.generation
  const request = { step: resumeStep, ahead, late_metrics, generation: number }
  const advanced = await advance(context, id, request, caller)
  // The resume step is sealed, so no metric is awaited before it.
  if ('blockedOn' in advanced) return opened
  return { ...opened, rates: advanced, window: advanced.window }
}
