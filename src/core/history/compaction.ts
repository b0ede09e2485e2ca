import { lineage, type Generation } from '../optimizer/generation.ts'
import type { Optimizer } from '../optimizer/optimizer.ts'
import { refuse } from '../problem.ts'
import type { Snapshot } from './snapshot.ts'

/** A step of some generation, which may be an ancestor's. */
interface StepOfGeneration {
  readonly step: number
  /** The generation whose step it is; left out, the current one. */
  readonly descendant?: number | undefined
  /** All of them, or the current one alone where the step is its own. */
  readonly generations: readonly Generation[]
}

/**
 * Refuses a step that nothing leads to any more, and names the first after it that something does:
 * it may be a later generation's, where nothing is left of the one that has the step.
 */
export function refuseCompacted(
  { generation: { number: current }, sealedThrough }: Optimizer,
  { step, descendant = current, generations }: StepOfGeneration,
  snapshots: readonly Snapshot[],
): never {
  const next = (number: number) => {
    const line = generations.filter((each) => each.number <= number)
    return nextSnapshotStep(line, snapshots, step)
  }
  // Of one that a rewind left behind there may be nothing at all: then the current one's is named.
  const earliest_step = next(descendant) ?? next(current) ?? sealedThrough
  return refuse({ code: 'step_compacted', step, earliest_step })
}

/** The first step after one that has a snapshot in the line of the last generation, if any has. */
export function nextSnapshotStep(
  generations: readonly Generation[],
  snapshots: readonly Snapshot[],
  after: number,
): number | undefined {
  const throughs = new Map(lineage(generations).map(({ number, through }) => [number, through]))
  const steps = snapshots
    // The step at which a generation resumes is its own, not its parent's.
    .filter(({ generation, step }) => step > after && step < (throughs.get(generation) ?? 0))
    .map(({ step }) => step)
  return steps.length === 0 ? undefined : Math.min(...steps)
}
