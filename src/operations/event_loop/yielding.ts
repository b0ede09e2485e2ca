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

/**
 * Returns a function to await now and then in long work: it pauses the work when a slice is over,
 * and returns undefined until then, so that the work may also go on without awaiting.
 */
export function yielder(): () => Promise<void> | undefined {
  let began = performance.now()
  const pause = async () => {
    await resumed()
    began = performance.now()
  }
  return () => (performance.now() - began < SLICE_MS ? undefined : pause())
}

/** Runs an iterator to its end. Between two values the event loop may serve other requests. */
export async function runYielding<T>(work: Iterator<unknown, T>): Promise<T> {
  const pause = yielder()
  for (;;) {
    const { done, value } = work.next()
    if (done) return value
    const paused = pause()
    // Work may yield after each of very many small pieces.
    if (paused) await paused
  }
}
