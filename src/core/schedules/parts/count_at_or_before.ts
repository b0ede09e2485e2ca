/** The number of these ascending positions at or before an epoch. */
export function countAtOrBefore(positions: readonly number[], epoch: number): number {
  let low = 0
  let high = positions.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (positions[middle]! <= epoch) low = middle + 1
    else high = middle
  }
  return low
}
