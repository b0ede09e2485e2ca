/**
 * The value of a function at an epoch, divided by the one before. It keeps its last results: all
 * groups need the same one, and the next epoch needs the value at this one.
 */
export function ratioOfNeighbours(compute: (epoch: number) => number): (epoch: number) => number {
  let last: number | undefined
  let value: number
  let ratio: number
  return (epoch) => {
    if (epoch === last) return ratio
    const before = last === epoch - 1 ? value : compute(epoch - 1)
    value = compute(epoch)
    ratio = value / before
    last = epoch
    return ratio
  }
}
