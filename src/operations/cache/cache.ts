import { LRUCache } from 'lru-cache'
import type { Generation } from '../../core/optimizer/generation.ts'
import type { MetricDecision } from '../../core/metrics/decisions.ts'
import type { Optimizer } from '../../core/optimizer/optimizer.ts'
import type { Series } from '../../core/series/series.ts'
import type { Window } from '../../core/series/window.ts'
import type { State } from '../../core/trajectory/state.ts'
import type { SealOutcome, SealWrite, Stored } from '../../storage/store.ts'
import { jsonLength } from './json_length.ts'
import { createPrograms, type Programs } from './shared_programs.ts'

/** When the store was asked. */
export interface ReadMark {
  /** By the count of {@link ProcessState.nextSequence}. */
  readonly sequence: number
  /** By the process's clock, in milliseconds. */
  readonly readAtMs: number
}

/** An optimizer as the store had it when it was last asked. */
export interface CachedOptimizer extends ReadMark {
  readonly kind: 'current'
  readonly stored: Stored
}

/** One optimizer of a commit batch. */
export interface PendingCommit extends SealWrite {
  readonly kind: 'committing'
  readonly batch: CommitBatch
  /** Its place in the batch. */
  readonly index: number
  /** The optimizer before the commit. */
  readonly cached: CachedOptimizer
  readonly entry: CacheEntry
}

/** A transaction writes, or its reply was lost: the store must be read first. */
export interface UnknownStatus {
  readonly kind: 'unknown'
}

/**
 * What this process knows of one optimizer. An entry is updated in place, as one is made for
 * millions of steps.
 */
export interface CacheEntry {
  /** While a batch commits, sealed steps may still be answered from `cached`: it only seals more. */
  status: CachedOptimizer | PendingCommit | UnknownStatus
  /**
   * The last state seen, whatever became of later commits: its values may have been returned to a
   * trainer. The steps in `recentSteps` are of its generation.
   */
  lastSeen: Stored
  /** A ring of the last {@link RECENT_STEPS} sealed steps. */
  readonly recentSteps: CachedStep[]
  /** The index of the newest step in `recentSteps`. */
  newest: number
}

/** The values of a sealed step, and the last revision whose effect they show. */
export interface CachedStep {
  readonly state: State
  readonly acted: number
  /** The metrics that were decided when the step was sealed. Later decisions are not listed. */
  readonly decisions: readonly MetricDecision[]
}

export const NO_DECISIONS: CachedStep['decisions'] = []

/**
 * The optimizers that are sealed within one tick of the event loop go to the store in one call, or
 * in as many as the store prefers. One commit for each would cost the service twice as much, and a
 * disk that is flushed for each far more (`npm run bench -- batch sqlite`).
 */
export interface CommitBatch {
  readonly commits: PendingCommit[]
  /** The outcome of each commit, in the order of `commits`. */
  readonly outcomes: Promise<readonly SealOutcome[]>
  /** Closes the batch and sends it. */
  readonly send: () => void
}

/**
 * What one process holds beside the store: a cache, queues, subscribers, the open batch, a clock.
 * What belongs to the event loop or to the heap is not here, since all states of a process share
 * them: see `event_loop` and `replay/memory_budget.ts`.
 */
export interface ProcessState {
  /**
   * Optimizers as they were last seen. Another process may have changed them since: a commit is
   * compared with what is stored, and a caller that arrived before the read gets what was read.
   */
  readonly entries: LRUCache<string, CacheEntry>
  /** Programs, each shared by optimizers with equal frames. */
  readonly programs: Programs
  /** Recently replayed steps, for ranks far behind: sealed values never change. */
  readonly replayedSteps: LRUCache<string, CachedStep>
  /** Recently returned windows, by their first step and the requested length. */
  readonly windows: LRUCache<string, Window>
  /** Recently returned series of some points, by their range and the revision. */
  readonly series: LRUCache<string, Series>
  /** The generations of optimizers, by registration: one that was opened never changes. */
  readonly generations: LRUCache<string, readonly Generation[]>
  /** Pending while the cache is compared with a store that may have lost its last writes. */
  comparison: Promise<void> | undefined
  /** Callbacks of the requests that wait for a change of an optimizer. */
  readonly subscribers: Map<string, Set<() => void>>
  /** Aborted when the process is to end: then all waits end. */
  readonly closing: AbortController
  /** The batch that is sent when it is full, or when this tick of the event loop is over. */
  openBatch: CommitBatch | undefined
  /** The last queued request of each optimizer that a transaction works on. */
  readonly queues: Map<string, Promise<unknown>>
  /** The last queued replay of each optimizer whose old steps are replayed. */
  readonly replayQueues: Map<string, Promise<unknown>>
  /** Counts arrivals and reads, so that their order is known. */
  readonly nextSequence: () => number
}

/** How many of its last sealed steps each entry keeps, for ranks a little behind. */
export const RECENT_STEPS = 4

/** One shared program is kept for so many numbers of the cache. */
const NUMBERS_PER_PROGRAM = 1_000

/** A generation without a long reason takes 500 bytes. */
const NUMBERS_PER_GENERATION = 5

/** Bytes that count as one number: a number with all that is stored around it. */
const BYTES_PER_NUMBER = 100

/** Parts of any length, such as a table of points, count by their length as JSON. */
const numbersIn = (parts: readonly object[]): number =>
  Math.ceil(parts.reduce((sum, part) => sum + jsonLength(part), 0) / BYTES_PER_NUMBER)

function weightOfOptimizer({ definition, state, pending, openQuorums }: Optimizer): number {
  const parts = [definition, pending, openQuorums]
  return numbersIn(parts) + weightOfState(state) + RECENT_STEPS * (2 + state.values.length)
}

/** A replayed state has a frame of its own, which is freed with the last such state. */
const weightOfState = ({ values, program, frame }: State): number =>
  8 + values.length + program.rulesPerStep + numbersIn([frame])

/**
 * Creates the state of a process.
 * @param numbers bounds the cache, about a hundred bytes each: so many for optimizers, as many for
 *   replayed steps, for windows, for series and for generations. Shared programs add some ten bytes
 *   for each number.
 */
export function createProcessState(numbers: number): ProcessState {
  let sequence = 0
  return {
    entries: new LRUCache({
      maxSize: numbers,
      sizeCalculation: ({ lastSeen }) => weightOfOptimizer(lastSeen.optimizer),
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
    series: new LRUCache({
      maxSize: numbers,
      sizeCalculation: ({ steps, columns }) => 8 + (1 + columns.length) * steps.length,
    }),
    generations: new LRUCache({
      maxSize: numbers,
      sizeCalculation: ({ length }) => NUMBERS_PER_GENERATION * length,
    }),
    comparison: undefined,
    subscribers: new Map(),
    openBatch: undefined,
    closing: new AbortController(),
    queues: new Map(),
    replayQueues: new Map(),
    nextSequence: () => ++sequence,
  }
}
