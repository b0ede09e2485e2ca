import type { Moment, Rule, Seat } from '../rule.ts'

type ByReport = (metric: number, value: number, seat: Seat, now: Moment) => number

/**
 * A step for each report of a metric that acts at this step, in order; where there is none, none. A
 * scheduler on a slower clock hears the reports of its own steps only.
 */
export const byReports =
  (monitor: string, step: ByReport): Rule['next'] =>
  (_epoch, value, seat, now) => {
    const reports = now.metrics.get(monitor)
    if (reports === undefined) return value
    const heard = reports.filter(({ reportedFor }) => reportedFor % seat.every === 0)
    return heard.reduce((so, report) => step(report.value, so, seat, now), value)
  }
