/**
 * One incarnation of a job. The values up to its resume step are its parent's; what follows is its
 * own. The first begins at registration and has no key.
 */
export interface Generation {
  readonly number: number
  /** A name that all ranks of the incarnation share. */
  readonly key?: string | undefined
  readonly parent?: number | undefined
  readonly resumeStep: number
  /** The revision at which it was opened: every input after it, until the next one, is its own. */
  readonly revision: number
  /** Whether its parent's changes to later steps hold in it too. */
  readonly edits: 'keep' | 'drop'
  readonly worldSize?: number | undefined
  readonly reason?: string | undefined
  readonly actor?: string | undefined
  readonly openedAt: string
  /** How far the generation opened before this one had been sealed by then. */
  readonly sealedBefore?: number | undefined
}

/** The generation that a registration begins. */
export const firstGeneration = (openedAt: string): Generation => ({
  number: 1,
  resumeStep: 0,
  revision: 1,
  edits: 'keep',
  openedAt,
})

/** The generation of that number. */
export const generationOf = (generations: readonly Generation[], number: number): Generation =>
  generations.find((each) => each.number === number)!

/** The generation that was opened after one, if there is one. Numbers rise, but may leave gaps. */
export const successorOf = (
  generations: readonly Generation[],
  number: number,
): Generation | undefined => generations.find((each) => each.number > number)

/** A generation in the line of the current one, and the last of its steps that counts there. */
export interface Ancestor {
  readonly number: number
  readonly through: number
}

/** The last generation, and those it comes from. */
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

/** The generation in which an input was recorded. */
export const generationAtRevision = (
  generations: readonly Generation[],
  revision: number,
): number => generations.findLast((each) => each.revision < revision)?.number ?? 1
