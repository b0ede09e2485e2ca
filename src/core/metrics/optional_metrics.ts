import type { Optimizer } from '../optimizer/optimizer.ts'
import { refuse } from '../problem.ts'
import { firstMetricUse } from '../schedules/rule.ts'
import { applyBeforeSchedulers, splitMetrics } from '../trajectory/fold.ts'
import type { Binding, Program } from '../trajectory/frame.ts'
import type { Input } from '../trajectory/input.ts'
import type { State } from '../trajectory/state.ts'
import { missingMetrics } from './barriers.ts'

/**
 * A step at which a scheduler without `every` steps by a metric. No step requires it, so a window
 * over the step would seal it before the metric can be reported.
 */
export interface OptionalMetric {
  readonly scheduler: string
  readonly metric: string
  readonly step: number
}

/** The first of them in a range of steps without other inputs. No step is computed. */
export function firstOptionalMetric(
  { metricBindings }: Pick<Program, 'metricBindings'>,
  { from, to }: { readonly from: number; readonly to: number },
): OptionalMetric | undefined {
  let first: OptionalMetric | undefined
  for (const binding of metricBindings) {
    const found = optionalMetricOf(binding, from)
    if (found && found.step <= (first ? first.step - 1 : to)) first = found
    if (first?.step === from) return first
  }
  return first
}

/** The first of them of one scheduler on one group, at or after a step. */
function optionalMetricOf(
  { rule, slot, epochOffset, scheduler }: Binding,
  from: number,
): OptionalMetric | undefined {
  const use = firstMetricUse(rule, from - epochOffset, slot)
  return use && { scheduler, metric: use.metric, step: use.epoch + epochOffset }
}

/** The program of the schedulers that step at the step after a state: some may go or change there. */
export function programAfter(state: State, inputs: readonly Input[]): Program {
  const here = inputs.filter(({ step }) => step === state.step + 1)
  return here.length === 0
    ? state.program
    : applyBeforeSchedulers(state, splitMetrics(here).inputs).program
}

/** The metric by which a scheduler without `every` steps at the next step. */
export function nextOptionalMetric({ state, pending }: Optimizer): OptionalMetric | undefined {
  const next = state.step + 1
  return firstOptionalMetric(programAfter(state, pending), { from: next, to: next })
}

/**
 * Refuses a window after the present step that would seal the next one before its metric is reported.
 * @throws {Refusal} `metrics_late`.
 */
export function refuseLateMetrics(optimizer: Optimizer, ahead: number): void {
  const late = nextOptionalMetric(optimizer)
  if (!late || missingMetrics(optimizer, late.step).length > 0) return
  refuseWindow(late, ahead)
}

/** Refuses a window that would begin at such a step. */
export function refuseWindow({ scheduler, metric, step }: OptionalMetric, ahead: number): never {
  const detail = `given ${ahead}, wanted 0, or "late_metrics": true, or "every" in scheduler "${scheduler}"`
  const errors = [{ pointer: '/ahead', detail }]
  return refuse({ code: 'metrics_late', scheduler, metric, step, errors })
}
