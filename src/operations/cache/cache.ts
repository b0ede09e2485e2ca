import { LRUCache } from 'lru-cache'
import type { MetricDecision } from '../../core/metrics/decisions.ts'
import type { Optimizer } from '../../core/optimizer/optimizer.ts'
import type { State } from '../../core/trajectory/state.ts'
import type { Window } from '../../core/series/window.ts'
import type { SealWrite, SealOutcome, Stored } from '../../storage/store.ts'
import { programsOf, type Programs } from './shared_programs.ts'
import { lengthOf } from './json_length.ts'

/** An optimizer as the store had it at some moment. */
export interface Known {
  readonly stored: Stored
  /** When the store was asked, by the memory's own count of moments. */
  readonly asOf: number
  /** And by its clock, in milliseconds. */
  readonly at: number
}

/** What is remembered of one optimizer. It is kept up to date in its place: one is made, millions move. */
export interface Entry {
  /** Undefined while a commit is under way: if its reply is lost, nobody knows what became of it. */
  known: Known | undefined
  /** Its place on the flight that is under way. It only seals more: what was sealed stays so. */
  aboard: Boarded | undefined
  /** What the steps in `trail` are of. */
  stored: Stored
  /** The {@link TRAIL} steps that were sealed last: each new one takes the place of the oldest. */
  readonly trail: Sealed[]
  /** Where in `trail` the newest is. */
  newest: number
}

/** Values that were sealed at a step, and the last revision they show the effect of. */
export interface Sealed {
  readonly state: State
  readonly acted: number
  /** The metrics that were decided as the step was sealed. Others may have been since. */
  readonly decisions: readonly MetricDecision[]
}

export const NO_DECISIONS: Sealed['decisions'] = []

/**
 * What is sealed within one turn of the event loop goes to the store together, or in as many parts as
 * the store likes. A commit for each would cost a service twice as much, and a disk that is flushed
 * for each far more.
 */
export interface Flight {
  readonly boarded: Boarded[]
  /** What became of each. */
  readonly landed: Promise<readonly SealOutcome[]>
  /** Nobody comes aboard any more. */
  readonly leave: () => void
}

/** One optimizer among those that are sealed together. */
export interface Boarded extends SealWrite {
  readonly flight: Flight
  readonly place: number
  /** What was known of it before. */
  readonly known: Known
  readonly entry: Entry
}

/** What a process remembers of the optimizers it works on. All of it is in the store too. */
export interface Memory {
  /**
   * Optimizers as they were last seen. Another process may have moved them on since: a commit made
   * from here finds out, and so does whoever came after the store was asked.
   */
  readonly entries: LRUCache<string, Entry>
  /** Programs, each shared by optimizers whose frames are alike. */
  readonly programs: Programs
  /** Steps replayed lately, for ranks far behind: sealed values never change. */
  readonly recent: LRUCache<string, Sealed>
  /** Windows handed out lately, by their first step and the length that was asked for. */
  readonly windows: LRUCache<string, Window>
  /** Who waits for something to happen to an optimizer. */
  readonly waiting: Map<string, Set<() => void>>
  /** Aborted when the process is to end: then nobody waits any longer. */
  readonly closing: AbortController
  /** The flight that is to leave when it is full, or this turn of the event loop is over. */
  boarding: Flight | undefined
  /** For each optimizer that is being decided on, or looked back on, the last one in line. */
  readonly lines: Map<string, Promise<unknown>>
  /** The next moment. */
  readonly tick: () => number
}

/** How many steps of each optimizer are remembered as they were sealed, for ranks a little behind. */
export const TRAIL = 4

/** For so many numbers, one program is kept to be shared. */
const NUMBERS_A_PROGRAM = 1_000

/** Bytes that count as one number: what a number takes with all that is around it. */
const BYTES = 100

/** A table of points is no single number: what is of any length counts by it. */
const asNumbers = (parts: readonly object[]): number =>
  Math.ceil(parts.reduce((sum, part) => sum + lengthOf(part), 0) / BYTES)

function weightOf({ definition, state, pending, ballots }: Optimizer): number {
  const parts = [definition, pending, ballots]
  return asNumbers(parts) + weightOfState(state) + TRAIL * (2 + state.values.length)
}

/** A state that was replayed has a frame of its own, which goes when the last such state does. */
const weightOfState = ({ values, program, frame }: State): number =>
  8 + values.length + program.labour + asNumbers([frame])

/**
 * A memory bounded by the numbers that it holds, about a hundred bytes each with all around them:
 * so many of optimizers, as many of steps that were replayed, and as many of windows. The programs
 * that are shared come on top, some ten bytes more for each number.
 */
export function memoryOf(numbers: number): Memory {
  let moment = 0
  return {
    entries: new LRUCache({
      maxSize: numbers,
      sizeCalculation: ({ stored }) => weightOf(stored.optimizer),
    }),
    programs: programsOf(Math.ceil(numbers / NUMBERS_A_PROGRAM)),
    recent: new LRUCache({
      maxSize: numbers,
      sizeCalculation: ({ state }) => weightOfState(state),
    }),
    windows: new LRUCache({
      maxSize: numbers,
      sizeCalculation: ({ from, through, columns }) =>
        8 + columns.length * Math.max(1, through - from),
    }),
    waiting: new Map(),
    boarding: undefined,
    closing: new AbortController(),
    lines: new Map(),
    tick: () => ++moment,
  }
}
