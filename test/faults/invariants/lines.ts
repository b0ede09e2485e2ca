import { generationOf, type Observations } from './observations.ts'

/** A step of a generation. */
export interface StepOfLine {
  readonly generation: number
  readonly step: number
}

/** A generation on the line of another one, and its last step on that line. */
export interface Ancestor {
  readonly generation: number
  readonly through: number
}

/** The line of a generation: itself, its parent, ..., each with its last step on this line. */
export function lineOf(observed: Observations, generation: number): readonly Ancestor[] {
  const line: Ancestor[] = []
  let through = Infinity
  for (let at = generation; at > 0;) {
    line.push({ generation: at, through })
    const { parent, resume_step } = generationOf(observed, at).opened
    through = Math.min(through, resume_step)
    at = parent
  }
  return line
}

/** The generation that a checkpoint is resumed from: the current one, if its line has that step. */
export function parentOf(observed: Observations, { generation, step }: StepOfLine): number {
  const { current } = observed
  const isOnLine = lineOf(observed, current).some(
    (each) => each.generation === generation && step <= each.through,
  )
  return isOnLine ? current : generation
}
