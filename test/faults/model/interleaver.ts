import { setImmediate } from 'node:timers/promises'

/** Which of so many goes next. */
export type Pick = (of: number) => number

/** Lets what many callers do happen one at a time, in an order that is drawn beforehand. */
export function turnstile() {
  const waiting: (() => Promise<void>)[] = []
  let arrivals = 0
  let isGuarded = false

  /** Waits for its turn while somebody drives. */
  function through<T>(act: () => Promise<T>): Promise<T> {
    if (!isGuarded) return act()
    arrivals += 1
    return new Promise((resolve, reject) => {
      waiting.push(() => act().then(resolve, reject))
    })
  }

  /** Lets one after the other through until some work is done. */
  async function drive<T>(work: () => Promise<T>, pick: Pick): Promise<T> {
    isGuarded = true
    let isDone = false
    const done = work().finally(() => (isDone = true))
    done.catch(() => {})
    while (!isDone) {
      await everyoneIsHere()
      const [next] = waiting.splice(pick(waiting.length), 1)
      await next?.()
    }
    isGuarded = false
    return done
  }

  /** Whoever is on the way has arrived once nobody does any more. */
  async function everyoneIsHere(): Promise<void> {
    for (let before = -1; before !== arrivals;) {
      before = arrivals
      await setImmediate()
      await setImmediate()
    }
  }

  /** Lets through whoever still waits. */
  async function clear(): Promise<void> {
    while (waiting.length > 0) await waiting.shift()!()
  }

  return { through, drive, clear }
}

export type Turnstile = ReturnType<typeof turnstile>
