import { setImmediate } from 'node:timers/promises'

/** How long one request may keep the process to itself. */
const TURN_MS = 2

/** Something to await now and then in long work: it lets others go first when a turn is over. */
export function turns(): () => Promise<void> {
  let began = performance.now()
  return async () => {
    if (performance.now() - began < TURN_MS) return
    await setImmediate()
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
