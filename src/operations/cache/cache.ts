import { LRUCache } from 'lru-cache'
import type { MetricDecision } from '../../core/metrics/decisions.ts'
import type { Optimizer } from '../../core/optimizer/optimizer.ts'
import type { State } from '../../core/trajectory/state.ts'
import type { Window } from '../../core/series/window.ts'
import type { SealWrite, SealOutcome, Stored } from '../../storage/store.ts'
import { createPrograms, type Programs } from './shared_programs.ts'
import { jsonLength } from './json_length.ts'

/** An optimizer as the store had it at some moment. */
export interface CachedOptimizer {
  readonly stored: Stored
  /** When the store was asked, by the memory's own count of moments. */
  readonly sequence: number
  /** And by its clock, in milliseconds. */
  readonly readAtMs: number
}

/** What is remembered of one optimizer. It is kept up to date in its place: one is made, millions move. */
export interface CacheEntry {
  /** Undefined while a commit is under way: if its reply is lost, nobody knows what became of it. */
  cached: CachedOptimizer | undefined
  /** Its place on the flight that is under way. It only seals more: what was sealed stays so. */
  committing: PendingCommit | undefined
  /** What the steps in `recentSteps` are of. */
  stored: Stored
  /** The {@link RECENT_STEPS} steps that were sealed last: each new one takes the place of the oldest. */
  readonly recentSteps: CachedStep[]
  /** Where in `recentSteps` the newest is. */
  newest: number
}

/** Values that were sealed at a step, and the last revision they show the effect of. */
export interface CachedStep {
  readonly state: State
  readonly acted: number
  /** The metrics that were decided as the step was sealed. Others may have been since. */
  readonly decisions: readonly MetricDecision[]
}

export const NO_DECISIONS: CachedStep['decisions'] = []

/**
 * What is sealed within one turn of the event loop goes to the store together, or in as many parts as
 * the store likes. A commit for each would cost a service twice as much, and a disk that is flushed
 * for each far more.
 */
export interface CommitBatch {
  readonly commits: PendingCommit[]
  /** What became of each. */
  readonly outcomes: Promise<readonly SealOutcome[]>
  /** Nobody comes aboard any more. */
  readonly send: () => void
}

/** One optimizer among those that are sealed together. */
export interface PendingCommit extends SealWrite {
  readonly batch: CommitBatch
  readonly index: number
  /** What was known of it before. */
  readonly cached: CachedOptimizer
  readonly entry: CacheEntry
}

/** What a process remembers of the optimizers it works on. All of it is in the store too. */
export interface ProcessState {
  /**
   * Optimizers as they were last seen. Another process may have moved them on since: a commit made
   * from here finds out, and so does whoever came after the store was asked.
   */
  readonly entries: LRUCache<string, CacheEntry>
  /** Programs, each shared by optimizers whose frames are alike. */
  readonly programs: Programs
  /** Steps replayed lately, for ranks far behind: sealed values never change. */
  readonly replayedSteps: LRUCache<string, CachedStep>
  /** Windows handed out lately, by their first step and the length that was asked for. */
  readonly windows: LRUCache<string, Window>
  /** Who waits for something to happen to an optimizer. */
  readonly subscribers: Map<string, Set<() => void>>
  /** Aborted when the process is to end: then nobody waits any longer. */
  readonly closing: AbortController
  /** The flight that is to leave when it is full, or this turn of the event loop is over. */
  openBatch: CommitBatch | undefined
  /** For each optimizer that is being decided on, or looked back on, the last one in line. */
  readonly queues: Map<string, Promise<unknown>>
  /** The next moment. */
  readonly nextSequence: () => number
}

/** How many steps of each optimizer are remembered as they were sealed, for ranks a little behind. */
export const RECENT_STEPS = 4

/** For so many numbers, one program is kept to be shared. */
const NUMBERS_PER_PROGRAM = 1_000

/** Bytes that count as one number: what a number takes with all that is around it. */
const BYTES_PER_NUMBER = 100

/** A table of points is no single number: what is of any length counts by it. */
const numbersIn = (parts: readonly object[]): number =>
  Math.ceil(parts.reduce((sum, part) => sum + jsonLength(part), 0) / BYTES_PER_NUMBER)

function weightOfOptimizer({ definition, state, pending, openQuorums }: Optimizer): number {
  const parts = [definition, pending, openQuorums]
  return numbersIn(parts) + weightOfState(state) + RECENT_STEPS * (2 + state.values.length)
}

/** A state that was replayed has a frame of its own, which goes when the last such state does. */
const weightOfState = ({ values, program, frame }: State): number =>
  8 + values.length + program.rulesPerStep + numbersIn([frame])

/**
 * A memory bounded by the numbers that it holds, about a hundred bytes each with all around them:
 * so many of optimizers, as many of steps that were replayed, and as many of windows. The programs
 * that are shared come on top, some ten bytes more for each number.
 */
export function createProcessState(numbers: number): ProcessState {
  let moment = 0
  return {
    entries: new LRUCache({
      maxSize: numbers,
      sizeCalculation: ({ stored }) => weightOfOptimizer(stored.optimizer),
    }),
    programs: createPrograms(Math.ceil(numbers / NUMBERS_PER_PROGRAM)),
    replayedSteps: new LRUCache({
      maxSize: numbers,
      sizeCalculation: ({ state }) => weightOfState(state),
    }),
    windows: new LRUCache({
      maxSize: numbers,
      sizeCalculation: ({ from, through, columns }) =>
        8 + columns.length * Math.max(1, through - from),
    }),
    subscribers: new Map(),
    openBatch: undefined,
    closing: new AbortController(),
    queues: new Map(),
    nextSequence: () => ++moment,
  }
}
