import fc from 'fast-check'
import type { Fate } from './stores.ts'

/** One thing that somebody does, on one of the two instances that serve. */
export type Command =
  /** A rank asks for a step from the last one that it holds on; 0 is that one again. */
  | { do: 'advance'; at: Place; rank: number; by: number; ahead: number }
  /** Somebody asks for the next step, whichever that is. */
  | { do: 'count'; at: Place; isKeyed: boolean }
  /** Somebody changes a group, at the next unsealed step or at one from there on. */
  | { do: 'edit'; at: Place; isKeyed: boolean; group: number; offset: number | null }
  /** The leader reports for a step from the last one that it holds on, back or ahead. */
  | { do: 'report'; at: Place; by: number; loss: number }
  /** Somebody looks at how far it is. */
  | { do: 'look'; at: Place }
  /** An instance is replaced by one that remembers nothing. */
  | { do: 'crash'; at: Place }

/** The left instance, or the right one. */
export type Place = 0 | 1

export const RANKS = 3

const at = fc.constantFrom<Place>(0, 1)
const isKeyed = fc.boolean()
const command = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('advance' as const),
      at,
      rank: fc.nat(RANKS - 1),
      by: fc.nat(4),
      ahead: fc.oneof(fc.constant(0), fc.nat(12)),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('count' as const), at, isKeyed }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('edit' as const),
      at,
      isKeyed,
      group: fc.nat(1),
      offset: fc.option(fc.integer({ min: -3, max: 12 })),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('report' as const),
      at,
      by: fc.integer({ min: -2, max: 4 }),
      loss: fc.nat(3),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('look' as const), at }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('crash' as const), at }) },
)

/** What is scheduled in an optimizer, by its place in a list. */
export const KINDS = 3

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

export const script: fc.Arbitrary<Script> = fc.record({
  kind: fc.nat(KINDS - 1),
  batches: fc.array(fc.array(command, { minLength: 1, maxLength: 5 }), {
    minLength: 1,
    maxLength: 8,
  }),
  order: fc.array(fc.nat(9), { minLength: 1, maxLength: 30 }),
  // A fate that never lets anything be done would have callers try for ever.
  fates: fc.array(fate, { maxLength: 12 }).map((fates) => [...fates, 'done']),
})
