import type { Optimizer } from '../core/optimizer.ts'
import type { Boarded, Known, Memory } from './memory.ts'
import { isOneRun } from './trail.ts'

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

/** What is known of an optimizer, unless a commit is under way. */
export const knownOf = ({ entries }: Memory, id: string): Known | undefined =>
  entries.get(id)?.known

/** What is known of what is sealed already, also while an optimizer is on a flight. */
export const sealedOf = ({ entries }: Memory, id: string, known?: Known): Known | undefined =>
  known ?? entries.peek(id)?.aboard?.known

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
    entries.set(id, {
      known,
      aboard: isSame ? entry.aboard : undefined,
      stored,
      trail: isSame ? entry.trail : [],
    })
  }
}

/** Until it is known again. What was sealed of it stays so. */
export function forget({ entries }: Memory, id: string): void {
  const entry = entries.peek(id)
  if (entry) entry.known = entry.aboard = undefined
}

/** Forgets it, too, but for what is sealed already. */
export function takeOff({ entries }: Memory, id: string, boarded: Boarded): void {
  const entry = entries.peek(id)
  if (!entry) return
  entry.aboard = { boarded, known: entry.known }
  entry.known = undefined
}

/** The flight that an optimizer is on. */
export const aboard = ({ entries }: Memory, id: string): Boarded | undefined =>
  entries.peek(id)?.aboard?.boarded

/** The end of a flight, whatever became of it. */
export function land({ entries }: Memory, id: string): void {
  const entry = entries.peek(id)
  if (entry) entry.aboard = undefined
}

const isAsHeavy = (a: Optimizer, b: Optimizer): boolean =>
  a.state.frame === b.state.frame && a.pending === b.pending && a.ballots === b.ballots
