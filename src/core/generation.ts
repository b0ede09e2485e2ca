/**
 * One incarnation of a job. The values up to its resume step are its parent's; what follows is its
 * own. The first begins at registration and has no key.
 */
export interface Generation {
  readonly number: number
  /** What all ranks of the incarnation share. */
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
}

/** The generation that a registration begins. */
export const firstGeneration = (openedAt: string): Generation => ({
  number: 1,
  resumeStep: 0,
  revision: 1,
  edits: 'keep',
  openedAt,
})

/** The generation whose own step this is: the current one, or an ancestor that it resumed from. */
export function ownerOf(generations: readonly Generation[], step: number): Generation {
  let owner = generations.at(-1)!
  while (step < owner.resumeStep) owner = generations[owner.parent! - 1]!
  return owner
}

/** A generation and those it comes from, each with the last step of its own that counts. */
export function lineage(generations: readonly Generation[]): { number: number; through: number }[] {
  const ancestors: { number: number; through: number }[] = []
  let through = Infinity
  let generation = generations.at(-1)
  while (generation) {
    ancestors.push({ number: generation.number, through })
    through = Math.min(through, generation.resumeStep)
    generation = generation.parent === undefined ? undefined : generations[generation.parent - 1]
  }
  return ancestors
}
