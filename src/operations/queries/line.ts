import {
  findGeneration,
  sealedThroughOf,
  type Generation,
} from '../../core/optimizer/generation.ts'
import { revisionAt, type Optimizer } from '../../core/optimizer/optimizer.ts'
import { refuse } from '../../core/problem.ts'
import type { Stored } from '../../storage/store.ts'
import type { StepValues } from '../cache/cached_values.ts'
import type { Context } from '../context.ts'
import { runInSlices } from '../event_loop/time_slices.ts'
import { generationsOf } from '../replay/generations.ts'
import { segmentsOnLine } from '../replay/history.ts'

/** The line of a generation that was left. */
export interface Line {
  /** The optimizer as that generation left it: sealed through its last sealed step. */
  readonly optimizer: Optimizer
  readonly generations: readonly Generation[]
}

/**
 * The line of a generation. Undefined for the current one, which is read as it is.
 * @throws {Refusal} `unknown_generation`.
 */
export async function lineOfGeneration(
  context: Context,
  stored: Stored,
  number: number | undefined,
): Promise<Line | undefined> {
  const { optimizer } = stored
  const current_generation = optimizer.generation.number
  if (number === undefined || number === current_generation) return undefined
  const generations = await generationsOf(context, stored)
  const generation =
    findGeneration(generations, number) ??
    refuse({ code: 'unknown_generation', generation: number, current_generation })
  const sealedThrough = sealedThroughOf(generations, number, optimizer.sealedThrough)
  // No cursor is recorded of a generation that was left.
  return {
    optimizer: { ...optimizer, generation, sealedThrough, cursor: sealedThrough },
    generations,
  }
}

/** The parts of a range of steps on that line. */
export const partsOfLine = (
  context: Context,
  stored: Stored,
  { optimizer, generations }: Line,
  { from, to }: { readonly from: number; readonly to: number },
) =>
  segmentsOnLine(context, stored, {
    generations,
    descendant: optimizer.generation.number,
    from,
    to,
  })

/** The values at a step of that line: past its last sealed step, a projection. */
export async function valuesOfLine(
  context: Context,
  stored: Stored,
  line: Line,
  step: number,
): Promise<StepValues> {
  const [start] = await partsOfLine(context, stored, line, { from: step, to: step })
  const { state, inputs, acted } = start!
  const revision = revisionAt(step, inputs, acted)
  return {
    optimizer: line.optimizer,
    step,
    revision,
    state: await runInSlices(state, inputs, step),
  }
}
