import { lineage, type Generation } from '../optimizer/generation.ts'
import type { Optimizer } from '../optimizer/optimizer.ts'
import { refuse } from '../problem.ts'
import type { SnapshotPosition } from './first_snapshots.ts'

/** A step of a generation, or of one of its ancestors. */
interface StepOfGeneration {
  readonly step: number
  /** The generation of the step; default: the current one. */
  readonly descendant?: number | undefined
  /** All generations, or the current one alone if the step is its own. */
  readonly generations: readonly Generation[]
}

/**
 * Refuses a step that cannot be replayed any more, with the first later step that can. This may be
 * a step of a later generation, if nothing is left of the step's own generation.
 */
export function refuseCompacted(
  { generation: { number: current }, sealedThrough }: Optimizer,
  { step, descendant = current, generations }: StepOfGeneration,
  snapshots: readonly SnapshotPosition[],
): never {
  const next = (number: number) => {
    const line = generations.filter((each) => each.number <= number)
    return nextSnapshotStep(line, snapshots, step)
  }
  // An abandoned branch may have no snapshot at all: then the step is one of the current
  // generation.
  const earliest_step = next(descendant) ?? next(current) ?? sealedThrough
  return refuse({ code: 'step_compacted', step, earliest_step })
}

/** The first later step with a snapshot on the lineage of the last generation, if any. */
export function nextSnapshotStep(
  generations: readonly Generation[],
  snapshots: readonly Omit<SnapshotPosition, 'revision'>[],
  after: number,
): number | undefined {
  const throughs = new Map(lineage(generations).map(({ number, through }) => [number, through]))
  const steps = snapshots
    // The resume step belongs to the new generation, not to its parent.
    .filter(({ generation, step }) => step > after && step < (throughs.get(generation) ?? 0))
    .map(({ step }) => step)
  return steps.length === 0 ? undefined : Math.min(...steps)
}
