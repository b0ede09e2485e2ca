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

/**
 * How many generations at the beginning of a list fulfil a condition that no later one fulfils. A
 * job may have thousands: a search from the first one would cost as much as all of them.
 */
function countWhile(
  generations: readonly Generation[],
  isBefore: (generation: Generation) => boolean,
): number {
  let [low, high] = [0, generations.length]
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if (isBefore(generations[middle]!)) low = middle + 1
    else high = middle
  }
  return low
}

/** The generation with this number, if there is one. Numbers are ascending, possibly with gaps. */
export function findGeneration(
  generations: readonly Generation[],
  number: number,
): Generation | undefined {
  const expected = generations[number - 1]
  if (expected?.number === number) return expected
  const found = generations[countWhile(generations, (each) => each.number < number)]
  return found?.number === number ? found : undefined
}

/** The generation with this number. */
export const generationOf = (generations: readonly Generation[], number: number): Generation =>
  findGeneration(generations, number)!

/** The next generation after a number, if any. */
export const successorOf = (
  generations: readonly Generation[],
  number: number,
): Generation | undefined => generations[countWhile(generations, (each) => each.number <= number)]

/** Whether two generations are one opening, and not two with one number after a failover. */
export const isSameOpening = (a: Generation, b: Generation): boolean =>
  a.number === b.number &&
  a.key === b.key &&
  a.parent === b.parent &&
  a.resumeStep === b.resumeStep &&
  a.revision === b.revision &&
  a.openedAt === b.openedAt &&
  a.sealedBefore === b.sealedBefore

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

/** The last generation and its ancestors, from the last one on. */
export const lineage = (generations: readonly Generation[]): Ancestor[] => [
  ...ancestors(generations),
]

/** The same one by one: most questions are about the last ones. */
export function* ancestors(generations: readonly Generation[]): Generator<Ancestor, void> {
  let through = Infinity
  let generation = generations.at(-1)
  while (generation) {
    yield { number: generation.number, through }
    through = Math.min(through, generation.resumeStep)
    const { parent }: Generation = generation
    generation = parent === undefined ? undefined : generationOf(generations, parent)
  }
}

/** A step of a generation, as a checkpoint of a trainer names it. */
export interface StepOfLine {
  readonly generation: number
  readonly step: number
}

/** Whether the line of the last generation passes through a step of a generation. */
export function passesThrough(
  generations: readonly Generation[],
  { generation, step }: StepOfLine,
): boolean {
  for (const { number, through } of ancestors(generations)) {
    if (number <= generation) return number === generation && step <= through
  }
  return false
}

/** The generations up to one of them, which is the last: its line ends there. */
export const lineOf = (generations: readonly Generation[], number: number): Generation[] =>
  generations.slice(
    0,
    countWhile(generations, (each) => each.number <= number),
  )

/** The generation in which an input was recorded. */
export const generationAtRevision = (
  generations: readonly Generation[],
  revision: number,
): number =>
  generations[countWhile(generations, (each) => each.revision < revision) - 1]?.number ?? 1
