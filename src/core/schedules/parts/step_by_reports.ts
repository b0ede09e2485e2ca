import type { StepContext, Rule, ParamSlot } from '../rule.ts'

type ReportFunction = (
  metric: number,
  value: number,
  slot: ParamSlot,
  context: StepContext,
) => number

/**
 * One step of the rule for each report of the metric that acts at this step, in order. A scheduler
 * on a slower clock uses the reports for its own steps only.
 */
export const stepByReports =
  (monitor: string, step: ReportFunction): Rule['next'] =>
  (_epoch, value, slot, context) => {
    const reports = context.metrics.get(monitor)
    if (reports === undefined) return value
    const ownReports = reports.filter(({ reportedFor }) => reportedFor % slot.every === 0)
    return ownReports.reduce((current, report) => step(report.value, current, slot, context), value)
  }
