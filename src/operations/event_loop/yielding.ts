/** How long one piece of long work may keep the process to itself, in milliseconds. */
const SLICE_MS = 1

/** Long work whose turn is over, in the order in which it goes on. */
const paused: (() => void)[] = []

/** One piece goes on, and the next only after all else has been served: however many wait. */
function resumeNext(): void {
  paused.shift()?.()
  if (paused.length > 0) setImmediate(resumeNext)
}

const resumed = (): Promise<void> =>
  new Promise((resolve) => {
    if (paused.push(resolve) === 1) setImmediate(resumeNext)
  })

/** Something to await now and then in long work: it lets others go first when a turn is over. */
export function yielder(): () => Promise<void> {
  let began = performance.now()
  return async () => {
    if (performance.now() - began < SLICE_MS) return
    await resumed()
    began = performance.now()
  }
}

/** Does work that yields now and then, in turns with whatever else there is to do. */
export async function runYielding<T>(work: Iterator<unknown, T>): Promise<T> {
  const turn = yielder()
  for (;;) {
    const { done, value } = work.next()
    if (done) return value
    await turn()
  }
}
