import { accept } from './changes.ts'
import type { Input, InputOf } from './input.ts'
import { wideOf } from './number.ts'
import { outlook } from './outlook.ts'
import type { Optimizer } from './optimizer.ts'
import { anyOf, pointer, refuse, refuseFaults, type Fault } from './problem.ts'
import { monitorsOf } from './scheduler.ts'
import type { Barrier } from './frame.ts'
import type { Scheduler } from './schedules/catalogue.ts'
import type { Visit } from './state.ts'

/** Metrics as they are reported with a step, by name. */
export type Reported = Readonly<Record<string, number>>

/** A metric that has been decided. */
export type Decision = InputOf<'metric_decided'>

/**
 * Decides metrics for a step. They act at it if it is unsealed, and at the next step otherwise.
 * What was decided before stands: the same value again changes nothing.
 * @param decided every decision so far that may be for this step.
 * @throws {Refusal} `invalid_request` for a metric that no scheduler goes by, `metric_conflict`.
 */
export function decideMetrics(
  optimizer: Optimizer,
  reported: Reported,
  { step, decided, now }: { step: number; decided: readonly Decision[]; now: string },
): Optimizer {
  const fresh = Object.entries(reported).filter(([metric, value]) => {
    const before = decided.find((each) => each.metric === metric && each.reportedFor === step)
    if (before && !Object.is(before.value, value)) refuseConflict(before, value)
    return !before
  })
  refuseUnknown(
    optimizer,
    fresh.map(([metric]) => metric),
  )
  const effective = Math.max(step, optimizer.sealedThrough + 1)
  return fresh.reduce((so, [metric, value]) => {
    const input = { kind: 'metric_decided', metric, value, reportedFor: step } as const
    return accept(so, input, now, effective)
  }, optimizer)
}

function refuseConflict({ metric, reportedFor: step, value }: Decision, given: number): never {
  const [decided, other] = [wideOf(value), wideOf(given)]
  return refuse({ code: 'metric_conflict', metric, step, decided, given: other })
}

function refuseUnknown(optimizer: Optimizer, metrics: readonly string[]): void {
  const schedulers = outlook(optimizer).schedulers.map(({ scheduler }) => scheduler)
  refuseFaults(unmonitored(metrics, schedulers))
}

/** What is wrong with metrics that no scheduler goes by. */
export function unmonitored(metrics: readonly string[], schedulers: readonly Scheduler[]): Fault[] {
  const known = new Set(schedulers.flatMap(monitorsOf))
  const wanted = known.size === 0 ? 'none, as there is none that does' : anyOf([...known])
  return metrics
    .filter((metric) => !known.has(metric))
    .map((metric) => ({
      pointer: pointer(['metrics', metric]),
      detail: `no scheduler monitors "${metric}", wanted ${wanted}`,
    }))
}

/** The decisions among inputs. */
export const decisionsOf = (inputs: readonly Input[]): Decision[] =>
  inputs.filter((input) => input.kind === 'metric_decided')

/** Stops a run where a metric is required that has not been decided. */
export const refuseUndecided: Visit = (step, _values, { barriers }, metrics) => {
  const isMissing = ({ metric, every, since }: Barrier) =>
    step > since && step % every === 0 && !metrics.has(metric)
  const missing = barriers.find(isMissing)
  if (!missing) return
  const { metric, scheduler } = missing
  refuse({ code: 'metric_awaited', metric, scheduler, step })
}
