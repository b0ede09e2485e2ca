import type { Lockstep } from '../create_lockstep.ts'
import { InvalidArgument } from '../errors.ts'
import { seconds } from '../settings.ts'
import type { Advance, Advanced, Blocked, GroupValues } from '../types.ts'
import { advanceWhenDecided } from './awaited.ts'
import { rowsOf, type KeptRows } from './kept_rows.ts'

export interface WindowsOptions {
  /** How many steps to seal and keep beside the one that is wanted; 256 by default. */
  readonly ahead?: number
  /**
   * The next window is asked for in the background when so few steps are left; a quarter of `ahead`
   * by default, with 0 it is asked for when it is wanted.
   */
  readonly prefetch?: number
  /** The generation of the trainer; by default that of the first answer. */
  readonly generation?: number
  /** The `seen` of the answer to the generation, or of a checkpoint. */
  readonly seen?: string
  /** Whether a window may pass steps that use a metric; its reports act only after the window. */
  readonly lateMetrics?: boolean
  /** Seconds to wait for a metric that a step requires; 600 by default. */
  readonly metricTimeout?: number
}

/**
 * Reads the values of one optimizer step by step, by one call for each window.
 *
 * The steps of a window are sealed by asking for them: an edit that is made later acts after them,
 * so there is nothing that could be fetched again. A smaller `ahead` lets edits act sooner.
 */
export class Windows {
  /** The `seen` of the last answer. Set it to that of another call, such as a report. */
  seen: string | undefined
  /** The `seen` of the last answers to other ranks of the job, to be compared with the store. */
  othersSeen: readonly string[] = []

  readonly #lockstep: Lockstep
  readonly #optimizer: string
  readonly #ahead: number
  readonly #prefetch: number
  readonly #metricTimeout: number
  readonly #lateMetrics: boolean | undefined
  #generation: number | undefined
  #kept: KeptRows[] = []
  /** Ends when the calls before have been answered: each one echoes the `seen` of the one before. */
  #last: Promise<unknown> = Promise.resolve()
  /** The step from which the next window was asked for: once, whatever came of it. */
  #askedFrom: number | undefined

  constructor(lockstep: Lockstep, optimizer: string, options: WindowsOptions = {}) {
    const { ahead = 256, prefetch = Math.floor(ahead / 4), metricTimeout = 600 } = options
    this.#lockstep = lockstep
    this.#optimizer = optimizer
    this.#ahead = count('ahead', ahead)
    this.#prefetch = count('prefetch', prefetch)
    this.#metricTimeout = seconds('metricTimeout', metricTimeout, '0 or more', metricTimeout >= 0)
    this.#lateMetrics = options.lateMetrics
    this.#generation = options.generation
    this.seen = options.seen
  }

  /** The generation that each call names, so that a zombie of a restarted job is refused. */
  get generation(): number | undefined {
    return this.#generation
  }

  /**
   * The values of each group at a step, by which the trainer advances to it.
   * @throws {ProblemError} where the service refuses, e.g. `stale_generation` after a restart.
   * @throws {MetricAwaited} where the step requires a metric that is not reported in time.
   */
  async values(step: number): Promise<readonly GroupValues[]> {
    const values = this.#row(step) ?? (await this.#afterOthers(() => this.#rowOrAsk(step)))
    this.#kept = this.#kept.filter((kept) => endOf(kept) > step)
    this.#askAhead(step)
    return values
  }

  #row(step: number): readonly GroupValues[] | undefined {
    const kept = this.#kept.find((kept) => kept.first <= step && step < endOf(kept))
    return kept?.rows[step - kept.first]
  }

  async #rowOrAsk(
    step: number,
    metricTimeout = this.#metricTimeout,
  ): Promise<readonly GroupValues[]> {
    return this.#row(step) ?? (await this.#ask(step, metricTimeout)).rows[0]!
  }

  async #ask(step: number, metricTimeout: number): Promise<KeptRows> {
    const answer = await advanceWhenDecided(
      this.#lockstep,
      this.#optimizer,
      () => this.#advance(step),
      { seconds: metricTimeout, onSeen: (answer) => this.#note(answer) },
    )
    const kept = rowsOf(answer)
    this.#kept.push(kept)
    return kept
  }

  #advance(step: number): Advance & { readonly step: number } {
    return {
      step,
      ahead: this.#ahead,
      ...(this.#generation === undefined ? {} : { generation: this.#generation }),
      ...(this.#lateMetrics === undefined ? {} : { late_metrics: this.#lateMetrics }),
      ...(this.seen === undefined ? {} : { seen: this.seen }),
      ...(this.othersSeen.length === 0 ? {} : { others_seen: [...this.othersSeen] }),
    }
  }

  #note({ seen, generation }: Advanced | Blocked): void {
    this.seen = seen
    this.#generation ??= generation
  }

  /** Asks for the next window if few steps are left of the last one. */
  #askAhead(step: number): void {
    const last = this.#kept.at(-1)
    if (last === undefined || this.#prefetch === 0) return
    const end = endOf(last)
    // What it awaits, or where its schedule ends, is of interest only when it is wanted.
    const isOpen = last.ends === undefined || last.ends === 'limit'
    if (!isOpen || end - 1 - step > this.#prefetch || this.#askedFrom === end) return
    this.#askedFrom = end
    // The call for the step itself says what is wrong.
    this.#afterOthers(() => this.#rowOrAsk(end, 0)).catch(() => undefined)
  }

  #afterOthers<Result>(call: () => Promise<Result>): Promise<Result> {
    const result = this.#last.then(call)
    this.#last = result.catch(() => undefined)
    return result
  }
}

/** The first step after those that are kept. */
const endOf = ({ first, rows }: KeptRows): number => first + rows.length

function count(name: string, value: number): number {
  if (Number.isSafeInteger(value) && value >= 0) return value
  throw new InvalidArgument(`Cannot use ${name}=${String(value)}: wanted a whole number, 0 or more`)
}
