import type { Input } from './input.ts'
import type { State } from './state.ts'

/** A trajectory at one step, and what was to act after it: from here later steps are replayed. */
export interface Snapshot {
  readonly generation: number
  readonly step: number
  /** Each input up to this revision has acted by then, or is pending, or never will act. */
  readonly revision: number
  /** The last revision whose effect the values show. */
  readonly acted: number
  /** Reads it; most of those that are kept are never needed. */
  readonly open: () => { readonly state: State; readonly pending: readonly Input[] }
}

/** What is kept of the past, beside the inputs. */
export interface History {
  /** Inputs up to this revision are compacted away; 0 while none are. */
  readonly floor: number
  /** In the order in which they were taken. */
  readonly snapshots: readonly Snapshot[]
}

export const NO_HISTORY: History = { floor: 0, snapshots: [] }

/** The least distance of two snapshots: so many steps are replayed at once. */
const LEAST = 1_024
/** How many doubles the regular snapshots of a generation may take. */
const DOUBLES = 8_192

/** At most so many regular snapshots of a generation, fewer the more each takes. */
const most = (doubles: number) => Math.max(4, Math.min(32, Math.floor(DOUBLES / doubles)))

/**
 * How far apart snapshots are once a run has come to `step`: a power of two that grows with the
 * run, so that their number does not.
 */
export function interval(step: number, doubles: number): number {
  let apart = LEAST
  while (step > apart * most(doubles)) apart *= 2
  return apart
}

/** The steps after `from`, through `to`, at which a snapshot is to be taken. */
export function due(from: number, to: number, doubles: number): number[] {
  const apart = interval(to, doubles)
  const first = Math.floor(from / apart) + 1
  const count = Math.floor(to / apart) - first + 1
  return Array.from({ length: Math.max(0, count) }, (_, index) => (first + index) * apart)
}

/**
 * The snapshots to keep beside new ones of the same generation. What a generation began from stays;
 * the others are thinned as the run grows.
 */
export function thinned(
  { floor, snapshots }: History,
  fresh: readonly Snapshot[],
  starts: ReadonlySet<string>,
): History {
  const last = fresh.at(-1)!
  const { length } = last.open().state.program.moving
  const apart = interval(last.step, Math.max(1, length))
  const kept = snapshots.filter(
    (each) =>
      each.generation !== last.generation ||
      starts.has(placeOf(each)) ||
      each.step % apart === 0,
  )
  return { floor, snapshots: [...kept, ...fresh] }
}

/** What stands for a snapshot of one optimizer. */
export const placeOf = ({ generation, step }: Pick<Snapshot, 'generation' | 'step'>): string =>
  `${generation} ${step}`
