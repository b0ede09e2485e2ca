import fc from 'fast-check'
import type { Fate } from './faulty_store.ts'

/** One thing that somebody does, on one of the two instances that serve. */
export type Command =
  /** A rank asks for a step from the last one that it holds on; 0 is that one again. */
  | { do: 'advance'; at: Place; rank: number; by: number; ahead: number; how: How; wait: number }
  /** Somebody asks for the next step, whichever that is. */
  | { do: 'count'; at: Place; isKeyed: boolean }
  /** Somebody changes groups, at the next unsealed step or at one from there on. */
  | {
      do: 'edit'
      at: Place
      isKeyed: boolean
      groups: number
      change: Change
      offset: number | null
    }
  /** Somebody takes back one of the edits that were accepted. */
  | { do: 'cancel'; at: Place; isKeyed: boolean; which: number }
  /** The leader reports for a step from the last one that it holds on, back or ahead. */
  | { do: 'report'; at: Place; by: number; loss: number }
  /** A rank reports for itself. */
  | { do: 'vote'; at: Place; rank: number; by: number; loss: number }
  /** A rank goes over to the newest incarnation, or begins one if it is there already. */
  | { do: 'restart'; at: Place; rank: number; back: number; edits: 'keep' | 'drop'; up: number }
  /** A rank that has another checkpoint than the others goes over to the newest incarnation. */
  | { do: 'misjoin'; at: Place }
  /** Somebody looks at how far it is. */
  | { do: 'look'; at: Place }
  /** Somebody reads the values at a step, sealed or not. */
  | { do: 'read'; at: Place; step: number }
  /** An instance is replaced by one that remembers nothing. */
  | { do: 'crash'; at: Place }
  /** Somebody takes a checkpoint of all, while nobody else does anything. */
  | { do: 'save'; at: Place }
  /** Somebody puts the last checkpoint back, while nobody else does anything. */
  | { do: 'restore'; at: Place }

/** The left instance, or the right one. */
export type Place = 0 | 1
/** Alone, with others in one call, or with what it has seen. */
export type How = 'plain' | 'batch' | 'seen'
export type Change = 'set' | 'scale' | 'rebase' | 'momentum'
export type Of<D extends Command['do']> = Extract<Command, { do: D }>

export const RANKS = 3

const at = fc.constantFrom<Place>(0, 1)
const isKeyed = fc.boolean()
const rank = fc.nat(RANKS - 1)
const loss = fc.nat(3)
const by = fc.integer({ min: -2, max: 4 })

type Fields<D extends Command['do']> = { [K in keyof Omit<Of<D>, 'do'>]: fc.Arbitrary<Of<D>[K]> }

const weighted = <D extends Command['do']>(weight: number, name: D, fields: Fields<D>) => ({
  weight,
  arbitrary: fc.record({ do: fc.constant(name), ...fields }) as unknown as fc.Arbitrary<Command>,
})

const command = fc.oneof(
  weighted(8, 'advance', {
    at,
    rank,
    by: fc.nat(4),
    ahead: fc.oneof(fc.constant(0), fc.nat(12)),
    how: fc.constantFrom<How>('plain', 'batch', 'seen'),
    wait: fc.constantFrom(0, 0, 0, 0.002),
  }),
  weighted(2, 'count', { at, isKeyed }),
  weighted(4, 'edit', {
    at,
    isKeyed,
    groups: fc.nat(2),
    change: fc.constantFrom<Change>('set', 'scale', 'rebase', 'momentum'),
    offset: fc.option(fc.integer({ min: -3, max: 12 })),
  }),
  weighted(2, 'cancel', { at, isKeyed, which: fc.nat(9) }),
  weighted(3, 'report', { at, by, loss }),
  weighted(4, 'vote', { at, rank, by, loss }),
  weighted(3, 'restart', {
    at,
    rank,
    back: fc.nat(6),
    edits: fc.constantFrom('keep', 'drop'),
    up: fc.constantFrom(0, 0, 1),
  }),
  weighted(1, 'misjoin', { at }),
  weighted(1, 'look', { at }),
  weighted(1, 'read', { at, step: fc.nat(20) }),
  weighted(1, 'crash', { at }),
)

/** What is scheduled in an optimizer, by its place in a list. */
export const KINDS = 4

/** What happens: commands of a batch at once, one batch after the other. */
export interface Script {
  readonly kind: number
  readonly batches: readonly (readonly Command[])[]
  /** Which of those who wait in the store goes next, over and over. */
  readonly order: readonly number[]
  /** What becomes of each commit, over and over. */
  readonly fates: readonly Fate[]
}

const fate = fc.oneof(
  { weight: 5, arbitrary: fc.constant<Fate>('done') },
  { weight: 2, arbitrary: fc.constant<Fate>('lost') },
  { weight: 1, arbitrary: fc.constant<Fate>('refused') },
)

const alone = (name: 'save' | 'restore') =>
  fc.record({ do: fc.constant(name), at }).map((each): Command[] => [each])

const batch = fc.oneof(
  { weight: 12, arbitrary: fc.array(command, { minLength: 1, maxLength: 6 }) },
  { weight: 1, arbitrary: alone('save') },
  { weight: 1, arbitrary: alone('restore') },
)

export const script: fc.Arbitrary<Script> = fc.record({
  kind: fc.nat(KINDS - 1),
  batches: fc.array(batch, { minLength: 1, maxLength: 8 }),
  order: fc.array(fc.nat(9), { minLength: 1, maxLength: 30 }),
  // A fate that never lets anything be done would have callers try for ever.
  fates: fc.array(fate, { maxLength: 12 }).map((fates) => [...fates, 'done']),
})
