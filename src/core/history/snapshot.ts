import { findGeneration, lineage, type Generation } from '../optimizer/generation.ts'
import type { Input } from '../trajectory/input.ts'
import type { State } from '../trajectory/state.ts'

/** A trajectory at one step, with the pending inputs: later steps are replayed from here. */
export interface Snapshot {
  readonly generation: number
  readonly step: number
  /** Each input up to this revision has acted by `step`, or is pending, or never acts. */
  readonly revision: number
  /** The last revision with an effect on the values. */
  readonly acted: number
  /** Decodes it on demand: most snapshots are never needed. */
  readonly open: () => { readonly state: State; readonly pending: readonly Input[] }
}

/** The stored past of an optimizer, besides its inputs. */
export interface History {
  /** Inputs up to this revision are compacted away; 0 if none. */
  readonly floor: number
  /** In the order of creation. */
  readonly snapshots: readonly Snapshot[]
}

export const NO_HISTORY: History = { floor: 0, snapshots: [] }

/** The least distance of two snapshots in steps: a replay of this length is fast. */
const MIN_INTERVAL = 1_024
/** The most doubles of all regular snapshots of a generation. */
const MAX_DOUBLES = 8_192

/** The most regular snapshots of a generation: fewer if each is larger. */
const maxSnapshots = (doubles: number) =>
  Math.max(4, Math.min(32, Math.floor(MAX_DOUBLES / doubles)))

/**
 * The distance of snapshots for a run up to `step`: MIN_INTERVAL times a power of two. It grows
 * with the run, so that the number of snapshots does not.
 */
export function snapshotInterval(step: number, doubles: number): number {
  let interval = MIN_INTERVAL
  while (step > interval * maxSnapshots(doubles)) interval *= 2
  return interval
}

/** The steps after `from`, through `to`, that need a snapshot. Step 0 follows from the definition. */
export function snapshotSteps(from: number, to: number, doubles: number): number[] {
  const interval = snapshotInterval(to, doubles)
  const first = Math.floor(Math.max(0, from) / interval) + 1
  const count = Math.floor(to / interval) - first + 1
  return count <= 0 ? [] : Array.from({ length: count }, (_, index) => (first + index) * interval)
}

/** Whether {@link snapshotSteps} has any step. */
export function isSnapshotDue(from: number, to: number, doubles: number): boolean {
  const interval = snapshotInterval(to, doubles)
  return Math.floor(Math.max(0, from) / interval) < Math.floor(to / interval)
}

/**
 * Adds new snapshots of one generation, which began at the step `start`. The snapshot at `start` is
 * kept; the others are thinned as the run grows.
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

/** The size of a snapshot in doubles. */
const doublesOf = ({ program }: State): number => Math.max(1, program.movingColumns.length)

/**
 * The snapshots after the opening of a generation, with its first one. The first snapshot of each
 * generation is kept: its first steps cannot be replayed without it. Of the others, at most the
 * number of a single run is kept on the lineage of the new generation, and at most the same number
 * on abandoned branches.
 * @param generations all generations, the new one last.
 */
export function snapshotsAfterOpening(
  { floor, snapshots }: History,
  generations: readonly Generation[],
  opened: Snapshot,
): History {
  const doubles = doublesOf(opened.open().state)
  const throughs = new Map(lineage(generations).map(({ number, through }) => [number, through]))
  const isStart = ({ generation, step }: Snapshot) =>
    step === findGeneration(generations, generation)?.resumeStep
  const isOnLineage = ({ generation, step }: Snapshot) => step < (throughs.get(generation) ?? 0)
  const regular = snapshots.filter((each) => !isStart(each))
  const abandoned = regular.filter((each) => !isOnLineage(each))
  const [interval, abandonedInterval] = [
    snapshotInterval(opened.step, doubles),
    sparseInterval(abandoned, maxSnapshots(doubles)),
  ]
  const isKept = (each: Snapshot) =>
    isStart(each) || each.step % (isOnLineage(each) ? interval : abandonedInterval) === 0
  return { floor, snapshots: [...snapshots.filter(isKept), opened] }
}

/** The least interval with at most `count` snapshots at its multiples. */
function sparseInterval(snapshots: readonly Snapshot[], count: number): number {
  // Step 0 is a multiple of every interval.
  const later = snapshots.filter(({ step }) => step > 0)
  let interval = MIN_INTERVAL
  while (later.filter(({ step }) => step % interval === 0).length > count) interval *= 2
  return interval
}

/** The most inputs that one commit compacts away: the store deletes them in one transaction. */
const MAX_COMPACTED = 20_000

/**
 * The later part of the history, if there are more inputs than `limit`.
 * @param firsts the revisions of first snapshots that are stored apart.
 */
export function compacted(
  history: History,
  revision: number,
  limit: number,
  firsts: readonly number[] = [],
): History {
  const { floor, snapshots } = history
  if (revision - floor <= limit) return history
  const revisions = [...firsts, ...snapshots.map((each) => each.revision)]
  const least = (at: readonly number[]) => at.reduce((a, b) => Math.min(a, b), Infinity)
  const reachable = least(revisions.filter((at) => at >= revision - limit))
  // The snapshot before the latest one is always kept, because a rank may be slightly behind.
  const earlier = revisions.filter((at) => at < revision)
  const before = earlier.reduce((a, b) => Math.max(a, b), floor)
  const next = Math.max(floor, Math.min(floor + MAX_COMPACTED, before, reachable))
  return { floor: next, snapshots: snapshots.filter((each) => each.revision >= next) }
}
