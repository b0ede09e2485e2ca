import { findGeneration, type Generation } from '../optimizer/generation.ts'
import type { History, Snapshot } from './snapshot.ts'

/** The place of a snapshot, without what it contains. */
export type SnapshotPosition = Pick<Snapshot, 'generation' | 'step' | 'revision'>

/** Whether a snapshot is that of the first step of its generation, taken at the opening. */
const isFirst = ({ generation, step }: Snapshot, generations: readonly Generation[]): boolean =>
  generation > 1 && findGeneration(generations, generation)?.resumeStep === step

/**
 * A history without the first snapshots of generations, and these. Each is needed as long as steps
 * of its generation can be read, so their number grows with the job, and they are stored apart.
 */
export const separated = (
  { floor, snapshots }: History,
  generations: readonly Generation[],
): { readonly history: History; readonly firstSnapshots: readonly Snapshot[] } => ({
  history: { floor, snapshots: snapshots.filter((each) => !isFirst(each, generations)) },
  firstSnapshots: snapshots.filter((each) => isFirst(each, generations)),
})

/** A history together with some first snapshots, in the order of creation. */
export function together({ floor, snapshots }: History, firsts: readonly Snapshot[]): History {
  const kept = firsts.filter(({ revision }) => revision >= floor)
  if (kept.length === 0) return { floor, snapshots }
  return { floor, snapshots: [...kept, ...snapshots].sort((a, b) => a.revision - b.revision) }
}

/** The places of all first snapshots that are kept: they follow from the openings. */
export const firstPositions = (
  generations: readonly Generation[],
  floor: number,
): readonly SnapshotPosition[] =>
  generations
    .filter(({ parent, revision }) => parent !== undefined && revision >= floor)
    .map(({ number, resumeStep, revision }) => ({ generation: number, step: resumeStep, revision }))
