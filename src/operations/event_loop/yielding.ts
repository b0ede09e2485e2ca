/** How long one piece of long work may keep the process to itself, in milliseconds. */
const TURN_MS = 1

/** Long work whose turn is over, in the order in which it goes on. */
const waiting: (() => void)[] = []

/** One piece goes on, and the next only after all else has been served: however many wait. */
function goOn(): void {
  waiting.shift()?.()
  if (waiting.length > 0) setImmediate(goOn)
}

const others = (): Promise<void> =>
  new Promise((resolve) => {
    if (waiting.push(resolve) === 1) setImmediate(goOn)
  })

/** Something to await now and then in long work: it lets others go first when a turn is over. */
export function turns(): () => Promise<void> {
  let began = performance.now()
  return async () => {
    if (performance.now() - began < TURN_MS) return
    await others()
    began = performance.now()
  }
}

/** Does work that yields now and then, in turns with whatever else there is to do. */
export async function inTurns<T>(work: Iterator<unknown, T>): Promise<T> {
  const turn = turns()
  for (;;) {
    const { done, value } = work.next()
    if (done) return value
    await turn()
  }
}
