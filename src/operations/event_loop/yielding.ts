/** How long one piece of long work may occupy the event loop, in milliseconds. */
const SLICE_MS = 1

/** Paused pieces of long work, in the order in which they resume. One list, as a process has one event loop. */
const paused: (() => void)[] = []

/** Resumes one piece. The next one waits until pending I/O has been served, however many are paused. */
function resumeNext(): void {
  paused.shift()?.()
  if (paused.length > 0) setImmediate(resumeNext)
}

const resumed = (): Promise<void> =>
  new Promise((resolve) => {
    if (paused.push(resolve) === 1) setImmediate(resumeNext)
  })

/** Returns a function to await now and then in long work: it pauses the work when a slice is over. */
export function yielder(): () => Promise<void> {
  let began = performance.now()
  return async () => {
    if (performance.now() - began < SLICE_MS) return
    await resumed()
    began = performance.now()
  }
}

/** Runs an iterator to its end. Between two values the event loop may serve other requests. */
export async function runYielding<T>(work: Iterator<unknown, T>): Promise<T> {
  const turn = yielder()
  for (;;) {
    const { done, value } = work.next()
    if (done) return value
    await turn()
  }
}
