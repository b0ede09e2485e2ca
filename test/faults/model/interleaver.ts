import { setImmediate } from 'node:timers/promises'

/** Which of so many goes next. */
export type PickNext = (of: number) => number

/** Lets what many callers do happen one at a time, in an order that is drawn beforehand. */
export function createInterleaver() {
  const queue: (() => Promise<void>)[] = []
  let arrivals = 0
  let isActive = false

  /** Waits for its turn while somebody drives. */
  function enqueue<T>(act: () => Promise<T>): Promise<T> {
    if (!isActive) return act()
    arrivals += 1
    return new Promise((resolve, reject) => {
      queue.push(() => act().then(resolve, reject))
    })
  }

  /** Lets one after the other through until some work is done. */
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

  /** Whoever is on the way has arrived once nobody does any more. */
  async function untilIdle(): Promise<void> {
    for (let before = -1; before !== arrivals;) {
      before = arrivals
      await setImmediate()
      await setImmediate()
    }
  }

  /** Lets through whoever still waits. */
  async function drain(): Promise<void> {
    while (queue.length > 0) await queue.shift()!()
  }

  return { through: enqueue, drive: interleave, clear: drain }
}

export type Interleaver = ReturnType<typeof createInterleaver>
