/** A source of numbers from 0 to 1, which the seed determines. */
export type Random = () => number

/** The seed of every random test of this run. */
export const SEED = Number(process.env['LOCKSTEP_TEST_SEED'] ?? Date.now() % 2 ** 31)

/** Mulberry32, which is random enough to choose when to kill a process. */
export function seededRandom(seed: number): Random {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** A separate source for each part of a test, so that one part does not change another's numbers. */
export function randomFor(seed: number, part: string): Random {
  let mixed = seed | 0
  for (const character of part) mixed = Math.imul(mixed ^ character.charCodeAt(0), 0x01000193)
  return seededRandom(mixed)
}

/** An integer from `least` to `most`, both included. */
export const randomInteger = (random: Random, least: number, most: number): number =>
  least + Math.floor(random() * (most - least + 1))

/** One of the choices. */
export const randomChoice = <T>(random: Random, choices: readonly T[]): T =>
  choices[Math.floor(random() * choices.length)]!
