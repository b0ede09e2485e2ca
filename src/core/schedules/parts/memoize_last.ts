/** A function of the epoch that keeps its last result: all groups need it at the same epoch. */
export function memoizeLast<T>(compute: (epoch: number) => T): (epoch: number) => T {
  let last: number | undefined
  let result: T
  return (epoch) => {
    if (epoch !== last) {
      result = compute(epoch)
      last = epoch
    }
    return result
  }
}
