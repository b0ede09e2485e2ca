import { sleep } from './sleep.ts'

const FIRST_DELAY_S = 0.1
const LONGEST_DELAY_S = 5

/** Exponential backoff with full jitter: seconds to wait after so many failed attempts. */
export const backoff = (failed: number): number =>
  Math.random() * Math.min(LONGEST_DELAY_S, FIRST_DELAY_S * 2 ** Math.min(failed, 30))

/** Waits between attempts, within a budget in seconds. */
export class Budget {
  readonly seconds: number
  readonly #deadlineMs: number
  #failed = 0

  constructor(seconds: number) {
    this.seconds = seconds
    this.#deadlineMs = performance.now() + seconds * 1000
  }

  /** How many attempts have failed. */
  get failed(): number {
    return this.#failed
  }

  /** Waits for the next attempt, and returns false at once if that would begin too late. */
  async wait(retryAfter: number, signal: AbortSignal): Promise<boolean> {
    const delay = retryAfter + backoff(this.#failed)
    this.#failed += 1
    if (performance.now() + delay * 1000 > this.#deadlineMs) return false
    await sleep(delay, signal)
    return true
  }
}
