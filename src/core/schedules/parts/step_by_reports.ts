import type { MetricValue, ParamSlot, Rule, StepContext } from '../rule.ts'

/** The value after a report. */
export type ReportFunction = (
  metric: number,
  value: number,
  slot: ParamSlot,
  context: StepContext,
) => number

/**
 * One step of the rule for each report of the metric that acts at this step, in order. A scheduler
 * on a slower clock uses the reports for its own steps only.
 */
export function stepByReports(
  monitor: string,
  step: ReportFunction,
): Pick<Rule, 'metricUse'> & {
  next: Rule['next']
  countAtStart: NonNullable<Rule['countAtStart']>
} {
  const stepBy =
    (counts: (report: MetricValue) => boolean): NonNullable<Rule['countAtStart']> =>
    (value, slot, context) => {
      const reports = context.metrics.get(monitor)
      if (reports === undefined) return value
      const own = reports.filter((each) => each.reportedFor % slot.every === 0 && counts(each))
      return own.reduce((current, report) => step(report.value, current, slot, context), value)
    }
  const stepByAll = stepBy(() => true)
  return {
    next: (_epoch, value, slot, context) => stepByAll(value, slot, context),
    metricUse: (epoch) => ({ epoch, metric: monitor }),
    countAtStart: stepBy(({ countsAtStart }) => countsAtStart === true),
  }
}
