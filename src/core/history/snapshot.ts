import { lineage, type Generation } from '../optimizer/generation.ts'
import type { Input } from '../trajectory/input.ts'
import type { State } from '../trajectory/state.ts'

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
  return count <= 0 ? [] : Array.from({ length: count }, (_, index) => (first + index) * apart)
}

/** Whether there is any such step. */
export function isDue(from: number, to: number, doubles: number): boolean {
  const apart = interval(to, doubles)
  return Math.floor(from / apart) < Math.floor(to / apart)
}

/**
 * The snapshots to keep beside new ones of one generation, which began at the step `start`. Where
 * it began stays; the others are thinned as the run grows.
 */
export function thinned(
  { floor, snapshots }: History,
  fresh: readonly Snapshot[],
  start: number,
): History {
  const { generation, step, open } = fresh.at(-1)!
  const apart = interval(step, doublesOf(open().state))
  const kept = snapshots.filter(
    (each) => each.generation !== generation || each.step === start || each.step % apart === 0,
  )
  return { floor, snapshots: [...kept, ...fresh] }
}

/** How many doubles a snapshot of a state takes. */
const doublesOf = ({ program }: State): number => Math.max(1, program.movingColumns.length)

/**
 * The snapshots to keep as a generation opens, from the one it opens with. Where each began stays:
 * nothing else leads to its first steps. Of the others, those in the line of the new one are as
 * many as a single run would have, and those that were left behind are as many again.
 * @param generations all of them, the new one last.
 */
export function inherited(
  { floor, snapshots }: History,
  generations: readonly Generation[],
  opened: Snapshot,
): History {
  const doubles = doublesOf(opened.open().state)
  const starts = new Map(generations.map(({ number, resumeStep }) => [number, resumeStep]))
  const throughs = new Map(lineage(generations).map(({ number, through }) => [number, through]))
  const isStart = ({ generation, step }: Snapshot) => step === starts.get(generation)
  const isInLine = ({ generation, step }: Snapshot) => step < (throughs.get(generation) ?? 0)
  const regular = snapshots.filter((each) => !isStart(each))
  const left = regular.filter((each) => !isInLine(each))
  const [apart, leftApart] = [interval(opened.step, doubles), sparse(left, most(doubles))]
  const isKept = (each: Snapshot) =>
    isStart(each) || each.step % (isInLine(each) ? apart : leftApart) === 0
  return { floor, snapshots: [...snapshots.filter(isKept), opened] }
}

/** The least distance at whose multiples there are no more than so many snapshots. */
function sparse(snapshots: readonly Snapshot[], count: number): number {
  // Step 0 is a multiple of any.
  const later = snapshots.filter(({ step }) => step > 0)
  let apart = LEAST
  while (later.filter(({ step }) => step % apart === 0).length > count) apart *= 2
  return apart
}

/** How many inputs are compacted away at once. */
const AT_ONCE = 20_000

/** What is kept of the past once there are more inputs than `limit`: the later part of it. */
export function compacted(history: History, revision: number, limit: number): History {
  const { floor, snapshots } = history
  if (revision - floor <= limit) return history
  const reachable = snapshots.map((each) => each.revision).filter((at) => at >= revision - limit)
  // The one before the latest stays, however far back: a rank may be a little behind.
  const before = snapshots.findLast((each) => each.revision < revision)?.revision ?? floor
  const next = Math.max(floor, Math.min(floor + AT_ONCE, before, ...reachable))
  return { floor: next, snapshots: snapshots.filter((each) => each.revision >= next) }
}
