/** How many of these ascending places an epoch has reached: those at or before it. */
export function reached(places: readonly number[], epoch: number): number {
  let low = 0
  let high = places.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (places[middle]! <= epoch) low = middle + 1
    else high = middle
  }
  return low
}
