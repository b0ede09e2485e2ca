import type { Quorum } from '../definition/quorum.ts'
import type { RankReport } from '../trajectory/input.ts'

/** The aggregate of reports, in the order of ranks, so that the result is reproducible. */
export function aggregateReports(reports: readonly RankReport[], how: Quorum['aggregate']): number {
  const values = inRankOrder(reports).map(({ value }) => value)
  // Comparisons with NaN are false, so a NaN is returned explicitly, as by torch's reductions.
  if (values.some(Number.isNaN)) return NaN
  switch (how) {
    case 'sum':
      return sumOf(values)
    case 'mean':
      return mean(inRankOrder(reports))
    case 'min':
      return Math.min(...values)
    case 'max':
      return Math.max(...values)
    case 'median':
      return median(values)
  }
}

export const inRankOrder = (reports: readonly RankReport[]): RankReport[] =>
  reports.toSorted((a, b) => a.rank - b.rank)

const sumOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0)

/** Either all reports have a weight, or none. */
function mean(reports: readonly RankReport[]): number {
  if (reports.some(({ weight }) => weight === undefined)) {
    return sumOf(reports.map(({ value }) => value)) / reports.length
  }
  const weighted = sumOf(reports.map(({ value, weight }) => value * weight!))
  return weighted / sumOf(reports.map(({ weight }) => weight!))
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const half = sorted.length / 2
  return sorted.length % 2 === 1
    ? sorted[Math.floor(half)]!
    : (sorted[half - 1]! + sorted[half]!) / 2
}
