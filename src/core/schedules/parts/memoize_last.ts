/** A function of the epoch that all groups ask for in turn: only the first of them waits for it. */
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
