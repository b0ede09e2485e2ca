/** How many of these ascending positions an epoch has reached: those at or before it. */
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
