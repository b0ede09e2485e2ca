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
const MIN_INTERVAL = 1_024
/** How many doubles the regular snapshots of a generation may take. */
const MAX_DOUBLES = 8_192

/** At most so many regular snapshots of a generation, fewer the more each takes. */
const maxSnapshots = (doubles: number) =>
  Math.max(4, Math.min(32, Math.floor(MAX_DOUBLES / doubles)))

/**
 * How far apart snapshots are once a run has come to `step`: a power of two that grows with the
 * run, so that their number does not.
 */
export function snapshotInterval(step: number, doubles: number): number {
  let interval = MIN_INTERVAL
  while (step > interval * maxSnapshots(doubles)) interval *= 2
  return interval
}

/** The steps after `from`, through `to`, at which a snapshot is to be taken. */
export function snapshotSteps(from: number, to: number, doubles: number): number[] {
  const interval = snapshotInterval(to, doubles)
  const first = Math.floor(from / interval) + 1
  const count = Math.floor(to / interval) - first + 1
  return count <= 0 ? [] : Array.from({ length: count }, (_, index) => (first + index) * interval)
}

/** Whether there is any such step. */
export function isSnapshotDue(from: number, to: number, doubles: number): boolean {
  const interval = snapshotInterval(to, doubles)
  return Math.floor(from / interval) < Math.floor(to / interval)
}

/**
 * The snapshots to keep beside new ones of one generation, which began at the step `start`. Where
 * it began stays; the others are thinned as the run grows.
 */
export function thinSnapshots(
  { floor, snapshots }: History,
  fresh: readonly Snapshot[],
  start: number,
): History {
  const { generation, step, open } = fresh.at(-1)!
  const interval = snapshotInterval(step, doublesOf(open().state))
  const kept = snapshots.filter(
    (each) => each.generation !== generation || each.step === start || each.step % interval === 0,
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
export function snapshotsAfterOpening(
  { floor, snapshots }: History,
  generations: readonly Generation[],
  opened: Snapshot,
): History {
  const doubles = doublesOf(opened.open().state)
  const starts = new Map(generations.map(({ number, resumeStep }) => [number, resumeStep]))
  const throughs = new Map(lineage(generations).map(({ number, through }) => [number, through]))
  const isStart = ({ generation, step }: Snapshot) => step === starts.get(generation)
  const isOnLineage = ({ generation, step }: Snapshot) => step < (throughs.get(generation) ?? 0)
  const regular = snapshots.filter((each) => !isStart(each))
  const left = regular.filter((each) => !isOnLineage(each))
  const [interval, abandonedInterval] = [
    snapshotInterval(opened.step, doubles),
    sparseInterval(left, maxSnapshots(doubles)),
  ]
  const isKept = (each: Snapshot) =>
    isStart(each) || each.step % (isOnLineage(each) ? interval : abandonedInterval) === 0
  return { floor, snapshots: [...snapshots.filter(isKept), opened] }
}

/** The least distance at whose multiples there are no more than so many snapshots. */
function sparseInterval(snapshots: readonly Snapshot[], count: number): number {
  // Step 0 is a multiple of any.
  const later = snapshots.filter(({ step }) => step > 0)
  let interval = MIN_INTERVAL
  while (later.filter(({ step }) => step % interval === 0).length > count) interval *= 2
  return interval
}

/** Inputs that one commit compacts away at most: the store deletes all of them in one transaction. */
const MAX_COMPACTED = 20_000

/** What is kept of the past once there are more inputs than `limit`: the later part of it. */
export function compacted(history: History, revision: number, limit: number): History {
  const { floor, snapshots } = history
  if (revision - floor <= limit) return history
  const reachable = snapshots.map((each) => each.revision).filter((at) => at >= revision - limit)
  // The one before the latest stays, however far back: a rank may be a little behind.
  const before = snapshots.findLast((each) => each.revision < revision)?.revision ?? floor
  const next = Math.max(floor, Math.min(floor + MAX_COMPACTED, before, ...reachable))
  return { floor: next, snapshots: snapshots.filter((each) => each.revision >= next) }
}
