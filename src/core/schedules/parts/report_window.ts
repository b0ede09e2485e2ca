import type { Rule } from '../rule.ts'

interface Steps {
  readonly next: Rule['next']
  readonly countAtStart: NonNullable<Rule['countAtStart']>
  readonly metricUse?: Rule['metricUse']
}

/** The steps of a scheduler in which it counts reports: from `begin` on, and before `end`. */
interface ReportWindow {
  readonly begin?: number | undefined
  readonly end?: number | undefined
}

/** A rule that leaves the value alone outside a window of its steps. */
export function inReportWindow({ begin = 0, end = Infinity }: ReportWindow, steps: Steps): Steps {
  if (begin <= 0 && end === Infinity) return steps
  const { next, countAtStart, metricUse } = steps
  const isInside = (epoch: number) => epoch >= begin && epoch < end
  return {
    next: (epoch, value, slot, context) =>
      isInside(epoch) ? next(epoch, value, slot, context) : value,
    countAtStart: (value, slot, context) =>
      isInside(0) ? countAtStart(value, slot, context) : value,
    metricUse: (epoch, slot) =>
      epoch < end ? metricUse?.(Math.max(epoch, begin), slot) : undefined,
  }
}
