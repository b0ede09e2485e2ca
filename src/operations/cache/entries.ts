import type { Optimizer } from '../../core/optimizer/optimizer.ts'
import type { SealOutcome } from '../../storage/store.ts'
import { alike } from './shared_programs.ts'
import { isOneRun } from './identity.ts'
import {
  NO_DECISIONS,
  TRAIL,
  type Boarded,
  type Entry,
  type Flight,
  type Known,
  type Memory,
} from './cache.ts'
import { addTo } from './recent_steps.ts'

/**
 * How long what is sealed is answered from memory alone after the store was last asked, in ms. A
 * removal takes as long: once it is answered, nobody is told of what was removed any more.
 */
export const LEASE_MS = 1_000

/** Whether what is known is so recent that nothing can have been removed since. */
export const isLeased = ({ at }: Known): boolean => performance.now() - at < LEASE_MS

/** A moment at which the store is asked. */
export type Asked = Pick<Known, 'asOf' | 'at'>

/** This moment, before the store is asked. */
export const asking = ({ tick }: Memory): Asked => ({
  asOf: tick(),
  at: performance.now(),
})

/** What is known of an optimizer, unless a commit is under way. */
export const knownOf = ({ entries }: Memory, id: string): Known | undefined =>
  entries.get(id)?.known

/** What is known of what is sealed already, also while an optimizer is on a flight. */
export const sealedOf = (entry: Entry | undefined): Known | undefined =>
  entry?.known ?? entry?.aboard?.known

/** Remembers what was read, unless a commit that is remembered, or a flight under way, overtook the read. */
export function know(memory: Memory, id: string, read: Known): void {
  const entry = memory.entries.get(id)
  if (entry?.aboard && isOneRun(entry.stored, read.stored)) return
  if ((entry?.known?.asOf ?? 0) < read.asOf) knowFor(memory, id, read)
}

/** Remembers what was just written, or read, whatever was known before. */
export function knowFor(memory: Memory, id: string, known: Known): void {
  const { entries } = memory
  const entry = entries.peek(id)
  if (!entry || !isOneRun(entry.stored, known.stored)) {
    const shared = sharing(memory, known)
    const { stored } = shared
    const begun = { aboard: undefined, stored, trail: [], newest: TRAIL - 1 }
    return void entries.set(id, { known: shared, ...begun })
  }
  if (isAsHeavy(entry.stored.optimizer, known.stored.optimizer)) return renew(entry, known)
  renew(entry, sharing(memory, known))
  // It is weighed as it is put in, and kept as it is: who is on a flight comes back to it.
  entries.delete(id)
  entries.set(id, entry)
}

function renew(entry: Entry, known: Known): void {
  entry.known = known
  entry.stored = known.stored
}

/** The same, run by the program of those that are alike. */
function sharing({ programs }: Memory, known: Known): Known {
  const { stored } = known
  const { optimizer } = stored
  const state = alike(programs, optimizer.state)
  if (state === optimizer.state) return known
  return { ...known, stored: { ...stored, optimizer: { ...optimizer, state } } }
}

/** Until it is known again. What was sealed of it stays so. */
export function forget({ entries }: Memory, id: string): void {
  const entry = entries.peek(id)
  if (entry) entry.known = entry.aboard = undefined
}

/** Takes an optimizer on a flight: what is sealed already may be told meanwhile, and nothing else. */
export function takeOff(entry: Entry, known: Known, after: Optimizer, flight: Flight): Boarded {
  const place = flight.boarded.length
  const boarded = { before: known.stored, after, flight, place, known, entry }
  flight.boarded.push(boarded)
  entry.aboard = boarded
  entry.known = undefined
  return boarded
}

/** The flight that an optimizer is on. */
export const aboard = ({ entries }: Memory, id: string): Boarded | undefined =>
  entries.peek(id)?.aboard

/** The end of its flight. What may be lost is not known any more. */
export function land(boarded: Boarded, outcome: SealOutcome, { asOf, at }: Asked): void {
  const { entry } = boarded
  // Else it has been forgotten meanwhile, for a reason.
  if (entry.aboard !== boarded) return
  entry.aboard = undefined
  if (!outcome || outcome instanceof Error) return
  const { state, acted } = outcome.optimizer
  entry.known = { stored: outcome, asOf, at }
  entry.stored = outcome
  addTo(entry, { state, acted, decisions: NO_DECISIONS })
}

/** Whether nothing but how far it has come is another. What was just read has a program of its own. */
const isAsHeavy = (a: Optimizer, b: Optimizer): boolean =>
  a.state.frame === b.state.frame &&
  a.state.program === b.state.program &&
  a.pending === b.pending &&
  a.ballots === b.ballots
