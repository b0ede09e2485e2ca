/**
 * One incarnation of a job. The values up to its resume step are its parent's; the later ones are
 * its own. The first generation begins at registration and has no key.
 */
export interface Generation {
  readonly number: number
  /** A name that all ranks of the incarnation share. */
  readonly key?: string | undefined
  readonly parent?: number | undefined
  readonly resumeStep: number
  /** The revision of its opening. Its own inputs follow, up to the next opening. */
  readonly revision: number
  /** Whether its parent's changes to later steps act in it too. */
  readonly edits: 'keep' | 'drop'
  readonly worldSize?: number | undefined
  readonly reason?: string | undefined
  readonly actor?: string | undefined
  readonly openedAt: string
  /** The last sealed step of the previous generation, at the opening of this one. */
  readonly sealedBefore?: number | undefined
}

/** The first generation, which begins at the registration. */
export const firstGeneration = (openedAt: string): Generation => ({
  number: 1,
  resumeStep: 0,
  revision: 1,
  edits: 'keep',
  openedAt,
})

/** The generation with this number. */
export const generationOf = (generations: readonly Generation[], number: number): Generation =>
  generations.find((each) => each.number === number)!

/** The next generation after a number, if any. Numbers are ascending, possibly with gaps. */
export const successorOf = (
  generations: readonly Generation[],
  number: number,
): Generation | undefined => generations.find((each) => each.number > number)

/** The last sealed step of a generation. The current one is sealed through `current`. */
export const sealedThroughOf = (
  generations: readonly Generation[],
  number: number,
  current: number,
): number => successorOf(generations, number)?.sealedBefore ?? current

/** A generation on the lineage of the current one, and its last step on that lineage. */
export interface Ancestor {
  readonly number: number
  readonly through: number
}

/** The last generation and its ancestors. */
export function lineage(generations: readonly Generation[]): Ancestor[] {
  const ancestors: Ancestor[] = []
  let through = Infinity
  let generation = generations.at(-1)
  while (generation) {
    ancestors.push({ number: generation.number, through })
    through = Math.min(through, generation.resumeStep)
    const { parent }: Generation = generation
    generation = parent === undefined ? undefined : generationOf(generations, parent)
  }
  return ancestors
}

/** A step of a generation, as a checkpoint of a trainer names it. */
export interface StepOfLine {
  readonly generation: number
  readonly step: number
}

/** Whether the line of the last generation passes through a step of a generation. */
export const passesThrough = (
  generations: readonly Generation[],
  { generation, step }: StepOfLine,
): boolean =>
  lineage(generations).some(({ number, through }) => number === generation && step <= through)

/** The generations up to one of them, which is the last: its line ends there. */
export const lineOf = (generations: readonly Generation[], number: number): Generation[] =>
  generations.filter((each) => each.number <= number)

/** The generation in which an input was recorded. */
export const generationAtRevision = (
  generations: readonly Generation[],
  revision: number,
): number => generations.findLast((each) => each.revision < revision)?.number ?? 1
