export type Aggregate = 'mean' | 'median'

/** The aggregate of the values of all ranks, in the order of ranks, as a trainer would compute it. */
export const aggregate = (how: Aggregate, values: readonly number[]): number =>
  how === 'mean' ? meanOf(values) : medianOf(values)

const meanOf = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length

function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const half = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2
}
