import { LRUCache } from 'lru-cache'
import type { MetricDecision } from '../core/metrics.ts'
import type { Optimizer } from '../core/optimizer.ts'
import type { State } from '../core/state.ts'
import type { Window } from '../core/window.ts'
import type { Move, Outcome, Stored } from '../storage/store.ts'

/** An optimizer as the store had it at some moment. */
export interface Known {
  readonly stored: Stored
  /** When the store was asked, by the memory's own count of moments. */
  readonly asOf: number
  /** And by its clock, in milliseconds. */
  readonly at: number
}

/** What is remembered of one optimizer. It is kept up to date in its place: one is made, millions move. */
interface Entry {
  /** Undefined while a commit is under way: if its reply is lost, nobody knows what became of it. */
  known: Known | undefined
  /** What was known before the flight that is under way. It only seals more: what was sealed stays so. */
  inFlight: Known | undefined
  /** What the steps in `trail` are of. */
  stored: Stored
  /** The steps that were sealed last, each in the place that its number has modulo {@link TRAIL}. */
  trail: (Sealed | undefined)[]
}

/**
 * How long what is sealed is answered from memory alone after the store was last asked, in ms. A
 * removal takes as long: once it is answered, nobody is told of what was removed any more.
 */
export const LEASE_MS = 1_000

/** Whether what is known is so recent that nothing can have been removed since. */
export const isLeased = ({ at }: Known): boolean => performance.now() - at < LEASE_MS

/** When the store is asked. */
export const asking = ({ tick }: Memory): Pick<Known, 'asOf' | 'at'> => ({
  asOf: tick(),
  at: performance.now(),
})

/** Values that were sealed at a step, and the last revision they show the effect of. */
export interface Sealed {
  readonly state: State
  readonly acted: number
  /** The metrics that were decided as the step was sealed. Others may have been since. */
  readonly decisions: readonly MetricDecision[]
}

/**
 * What is sealed within one turn of the event loop goes to the store together. A commit for each
 * would cost a service twice as much, and a disk that is flushed for each far more.
 */
export interface Flight {
  readonly moves: Move[]
  /** What became of each. */
  readonly landed: Promise<readonly Outcome[]>
}

/** What a process remembers of the optimizers it works on. All of it is in the store too. */
export interface Memory {
  /**
   * Optimizers as they were last seen. Another process may have moved them on since: a commit made
   * from here finds out, and so does whoever came after the store was asked.
   */
  readonly entries: LRUCache<string, Entry>
  /** Steps replayed lately, for ranks far behind: sealed values never change. */
  readonly recent: LRUCache<string, Sealed>
  /** Windows handed out lately, by their first step and the length that was asked for. */
  readonly windows: LRUCache<string, Window>
  /** Who waits for something to happen to an optimizer. */
  readonly waiting: Map<string, Set<() => void>>
  /** Aborted when the process is to end: then nobody waits any longer. */
  readonly closing: AbortController
  /** The flight that is to leave when this turn of the event loop is over. */
  boarding: Flight | undefined
  /** For each optimizer that is being decided on, the last one in line. */
  readonly lines: Map<string, Promise<unknown>>
  /** The next moment. */
  readonly tick: () => number
}

/** How many steps of each optimizer are remembered as they were sealed, for ranks a little behind. */
const TRAIL = 4

/** Bytes that count as one number: what a number takes with all that is around it. */
const BYTES = 100

const texts = new WeakMap<object, number>()

/** How long something would be as JSON, found out once: a table of points is no single number. */
function lengthOf(part: object): number {
  const known = texts.get(part)
  if (known !== undefined) return known
  const { length } = JSON.stringify(part)
  texts.set(part, length)
  return length
}

function weightOf({ definition, state, pending, ballots }: Optimizer): number {
  const parts = [definition, state.frame, pending, ballots]
  const text = parts.reduce((sum, part) => sum + lengthOf(part), 0)
  const { length } = state.values
  return 8 + length + state.program.labour + Math.ceil(text / BYTES) + TRAIL * (2 + length)
}

/** A memory bounded by the numbers that it holds, about a hundred bytes each with all around them. */
export function memoryOf(numbers: number): Memory {
  let moment = 0
  return {
    entries: new LRUCache({
      maxSize: numbers,
      sizeCalculation: ({ stored }) => weightOf(stored.optimizer),
    }),
    recent: new LRUCache({
      maxSize: numbers,
      sizeCalculation: ({ state }) => 8 + state.values.length,
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

/** What is known of an optimizer, unless a commit is under way. */
export const knownOf = ({ entries }: Memory, id: string): Known | undefined =>
  entries.get(id)?.known

/** What is sealed already of an optimizer, whatever becomes of the flight that it may be on. */
export function sealedOf({ entries }: Memory, id: string): Known | undefined {
  const entry = entries.get(id)
  return entry?.known ?? entry?.inFlight
}

/** Remembers what was read, unless a commit that is remembered overtook the read. */
export function know(memory: Memory, id: string, read: Known): void {
  if ((knownOf(memory, id)?.asOf ?? 0) < read.asOf) knowFor(memory, id, read)
}

/** Remembers what this process has just written. */
export function knowFor({ entries }: Memory, id: string, known: Known): void {
  const { stored } = known
  const entry = entries.peek(id)
  const isSame = entry !== undefined && isOneRun(entry.stored, stored)
  if (isSame && isAsHeavy(entry.stored.optimizer, stored.optimizer)) {
    entry.known = known
    entry.stored = stored
  } else {
    entries.set(id, { known, inFlight: undefined, stored, trail: isSame ? entry.trail : [] })
  }
}

/** Until it is known again. What was sealed of it stays so. */
export function forget({ entries }: Memory, id: string): void {
  const entry = entries.peek(id)
  if (entry) entry.known = entry.inFlight = undefined
}

/** Forgets it, too, but for what is sealed already. */
export function takeOff({ entries }: Memory, id: string): void {
  const entry = entries.peek(id)
  if (!entry) return
  entry.inFlight = entry.known
  entry.known = undefined
}

/** The end of a flight, whatever became of it. */
export function land({ entries }: Memory, id: string): void {
  const entry = entries.peek(id)
  if (entry) entry.inFlight = undefined
}

/** Whether the sealed steps of one are those of the other. */
const isOneRun = (a: Stored, b: Stored): boolean =>
  a.optimizer.generation.number === b.optimizer.generation.number &&
  a.version.compare(b.version, 0, 8, 0, 8) === 0

const isAsHeavy = (a: Optimizer, b: Optimizer): boolean =>
  a.state.frame === b.state.frame && a.pending === b.pending && a.ballots === b.ballots

/** Remembers a step that was sealed, for ranks that come a little later. */
export function trail({ entries }: Memory, id: string, step: Sealed): void {
  const entry = entries.peek(id)
  if (entry) entry.trail[step.state.step % TRAIL] = step
}

/** A sealed step that is remembered. */
export function sealedAt(memory: Memory, stored: Stored, step: number): Sealed | undefined {
  const entry = memory.entries.peek(stored.optimizer.id)
  const near = entry?.trail[step % TRAIL]
  if (near?.state.step === step && isOneRun(entry!.stored, stored)) return near
  return memory.recent.get(stepKey(stored, step))
}

/** Remembers a step that was replayed. */
export function recall({ recent }: Memory, stored: Stored, sealed: Sealed): void {
  recent.set(stepKey(stored, sealed.state.step), sealed)
}

/** What stands for one step of one registration of an optimizer. */
export const stepKey = ({ optimizer, version }: Stored, step: number): string =>
  `${optimizer.id} ${version.toString('latin1', 0, 8)} ${optimizer.generation.number} ${step}`
