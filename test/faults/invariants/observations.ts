import type { Decision } from './advance_response.ts'
import { must } from './violation.ts'

/** All that anyone was told of one optimizer. */
export interface Book {
  readonly id: string
  readonly generations: Map<number, Incarnation>
  /** The latest generation that anyone was told of. */
  current: number
  /** How often a rank has asked for a generation, and how many have no answer yet. */
  openings: number
  opening: number
  /** How many steps of how many generations have been told, each counted once. */
  steps: number
  /** Every decision that anyone was told of, in that order. */
  decided: Decided[]
}

/** A decision, and the generation that it was made in. */
export interface Decided extends Decision {
  readonly generation: number
  readonly metric: string
  readonly step: number
}

export interface Incarnation {
  readonly opened: Omit<Opened, 'generation'>
  /** By step, the values that were told first. */
  readonly values: string[]
  readonly revisions: number[]
  /** By metric and step, what was told of the decision first. */
  readonly decisions: Map<string, Decision>
  /** By metric, step and rank, the report that was told to stand. */
  readonly votes: Map<string, number>
  /** The highest revision that anyone was told of. */
  revision: number
  cursor: number
  sealedThrough: number
  /** The highest step that anyone has asked for while it was the current one. */
  asked: number
}

/** A generation as it was answered. */
export interface Opened {
  readonly generation: number
  readonly key: string
  readonly parent: number
  readonly resume_step: number
}

/** How far an optimizer has gone, as far as anyone was told. */
export interface Floor {
  readonly generation: number
  readonly cursor: number
  readonly sealedThrough: number
  readonly openings: number
  /** While any rank has asked for a generation, which one is current is open. */
  readonly opening: number
}

export const bookOf = (id: string): Book => ({
  id,
  generations: new Map([[1, incarnation({ key: '', parent: 0, resume_step: 0 })]]),
  current: 1,
  openings: 0,
  opening: 0,
  steps: 0,
  decided: [],
})

export const incarnation = (opened: Omit<Opened, 'generation'>): Incarnation => ({
  opened,
  values: [],
  revisions: [],
  decisions: new Map(),
  votes: new Map(),
  revision: 1,
  cursor: opened.resume_step,
  sealedThrough: opened.resume_step,
  asked: opened.resume_step,
})

/** A generation that somebody was told of. */
export function generationOf({ id, generations }: Book, generation: number): Incarnation {
  const known = generations.get(generation)
  must(known !== undefined, 'I3 fencing', () => `${id}: nobody has opened ${generation}`)
  return known!
}

/** The generation whose own step this is: what it resumed from was its parent's. */
export function ownerOf(book: Book, generation: number, step: number): Incarnation {
  const own = generationOf(book, generation)
  const { parent, resume_step: resumed } = own.opened
  return parent === 0 || step > resumed ? own : ownerOf(book, parent, step)
}

export function floorOf(book: Book): Floor {
  const { current, openings, opening } = book
  const { cursor, sealedThrough } = generationOf(book, current)
  return { generation: current, cursor, sealedThrough, openings, opening }
}
