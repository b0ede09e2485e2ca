import type { Moment, Rule, Seat } from '../../rule.ts'

type Report = (metric: number, value: number, seat: Seat, now: Moment) => number

/** A step for each report of a metric at this step, in order; where there is none, none. */
export const byReports =
  (monitor: string, report: Report): Rule['next'] =>
  (_epoch, value, seat, now) => {
    const reports = now.metrics.get(monitor)
    if (reports === undefined) return value
    return reports.reduce((so, metric) => report(metric, so, seat, now), value)
  }
