import { setImmediate } from 'node:timers/promises'

/** Picks the index of the next call out of a number of queued ones. */
export type PickNext = (of: number) => number

/** Runs the calls of concurrent callers one at a time, in a generated order. */
export function createInterleaver() {
  const queue: (() => Promise<void>)[] = []
  let arrivals = 0
  let isActive = false

  /** Queues a call while `interleave` runs; otherwise calls it immediately. */
  function enqueue<T>(act: () => Promise<T>): Promise<T> {
    if (!isActive) return act()
    arrivals += 1
    return new Promise((resolve, reject) => {
      queue.push(() => act().then(resolve, reject))
    })
  }

  /** Runs the queued calls one after the other, until the work is done. */
  async function interleave<T>(work: () => Promise<T>, pick: PickNext): Promise<T> {
    isActive = true
    let isDone = false
    const done = work().finally(() => (isDone = true))
    done.catch(() => {})
    while (!isDone) {
      await untilIdle()
      const [next] = queue.splice(pick(queue.length), 1)
      await next?.()
    }
    isActive = false
    return done
  }

  /** Waits until no further call is queued within two turns of the event loop. */
  async function untilIdle(): Promise<void> {
    for (let before = -1; before !== arrivals;) {
      before = arrivals
      await setImmediate()
      await setImmediate()
    }
  }

  /** Runs all calls that are still queued. */
  async function drain(): Promise<void> {
    while (queue.length > 0) await queue.shift()!()
  }

  return { through: enqueue, drive: interleave, clear: drain }
}

export type Interleaver = ReturnType<typeof createInterleaver>
