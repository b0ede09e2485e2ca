import { setTimeout as sleep } from 'node:timers/promises'
import { LRUCache } from 'lru-cache'
import type { MetricDecision } from '../core/metrics.ts'
import type { Optimizer } from '../core/optimizer.ts'
import type { State } from '../core/state.ts'
import type { Window } from '../core/window.ts'
import type { Stored } from '../storage/store.ts'

/** An optimizer as the store had it at some moment. */
export interface Known {
  readonly stored: Stored
  /** When the store was asked, by the memory's own count of moments. */
  readonly asOf: number
  /** And by its clock, in milliseconds. */
  readonly at: number
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

/** What a process remembers of the optimizers it works on. All of it is in the store too. */
export interface Memory {
  /**
   * Optimizers as they were last seen. Another process may have moved them on since: a commit made
   * from here finds out, and so does whoever came after the store was asked.
   */
  readonly known: LRUCache<string, Known>
  /** Steps sealed lately, for ranks a little behind: sealed values never change. */
  readonly recent: LRUCache<string, Sealed>
  /** Windows handed out lately, by their first step and the length that was asked for. */
  readonly windows: LRUCache<string, Window>
  /** Who waits for something to happen to an optimizer. */
  readonly waiting: Map<string, Set<() => void>>
  /** Aborted when the process is to end: then nobody waits any longer. */
  readonly closing: AbortController
  /** For each optimizer that is being decided on, the last one in line. */
  readonly lines: Map<string, Promise<unknown>>
  /** The next moment. */
  readonly tick: () => number
}

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
  return 8 + state.values.length + state.program.labour + Math.ceil(text / BYTES)
}

/** A memory bounded by the numbers that it holds, about a hundred bytes each with all around them. */
export function memoryOf(numbers: number): Memory {
  let moment = 0
  return {
    known: new LRUCache({
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
    closing: new AbortController(),
    lines: new Map(),
    tick: () => ++moment,
  }
}

/** Remembers what was read, unless a commit that is remembered overtook the read. */
export function know({ known }: Memory, id: string, read: Known): void {
  if ((known.get(id)?.asOf ?? 0) < read.asOf) known.set(id, read)
}

/** What stands for one step of one registration of an optimizer. */
export const stepKey = ({ optimizer, version }: Stored, step: number): string =>
  `${optimizer.id} ${version.toString('latin1', 0, 8)} ${optimizer.generation.number} ${step}`

/**
 * Lets one act at a time on one optimizer: the ranks of a job ask for the same step at once, and
 * all but the first then find it done. Whoever is in line behind a store that is away is told so
 * with the first, and does not wait for as many time-outs as there are ranks.
 */
export async function inLine<T>(
  { lines }: Memory,
  id: string,
  act: () => Promise<T>,
  passesOn: (error: unknown) => boolean,
): Promise<T> {
  const ahead = lines.get(id)
  const mine = ahead ? ahead.then(act, (error) => (passesOn(error) ? reject(error) : act())) : act()
  lines.set(id, mine)
  try {
    return await mine
  } finally {
    if (lines.get(id) === mine) lines.delete(id)
  }
}

const reject = (error: unknown): never => {
  throw error
}

/** Ends every wait: long-polls answer what there is, and streams end. */
export function close({ waiting, closing }: Memory): void {
  closing.abort()
  for (const each of waiting.values()) for (const woken of each) woken()
}

/** Tells whoever waits for an optimizer that something has happened to it. */
export function wake({ waiting }: Memory, id: string): void {
  for (const woken of waiting.get(id) ?? []) woken()
}

/**
 * Resolves when this process has recorded something of an optimizer, and in any case after a while:
 * what other processes do is only seen by asking.
 */
export async function change({ waiting }: Memory, id: string, ms: number): Promise<void> {
  const others = waiting.get(id) ?? new Set()
  waiting.set(id, others)
  let woken = () => {}
  const timer = new AbortController()
  try {
    await Promise.race([
      sleep(ms, undefined, { signal: timer.signal }).catch(() => undefined),
      new Promise<void>((resolve) => {
        woken = resolve
        others.add(woken)
      }),
    ])
  } finally {
    timer.abort()
    others.delete(woken)
    if (others.size === 0 && waiting.get(id) === others) waiting.delete(id)
  }
}
