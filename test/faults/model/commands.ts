import fc from 'fast-check'
import type { CommitOutcome } from './faulty_store.ts'

/** One thing that somebody does, on one of the two instances that serve. */
export type Command =
  /** A rank asks for a step from the last one that it holds on; 0 is that one again. */
  | {
      do: 'advance'
      at: InstanceIndex
      rank: number
      by: number
      ahead: number
      how: AdvanceForm
      wait: number
    }
  /** Somebody asks for the next step, whichever that is. */
  | { do: 'count'; at: InstanceIndex; isKeyed: boolean }
  /** Somebody changes groups, at the next unsealed step or at one from there on. */
  | {
      do: 'edit'
      at: InstanceIndex
      isKeyed: boolean
      groups: number
      change: EditKind
      offset: number | null
    }
  /** Somebody takes back one of the edits that were accepted. */
  | { do: 'cancel'; at: InstanceIndex; isKeyed: boolean; which: number }
  /** The leader reports for a step from the last one that it holds on, back or ahead. */
  | { do: 'report'; at: InstanceIndex; by: number; loss: number }
  /** A rank reports for itself. */
  | { do: 'vote'; at: InstanceIndex; rank: number; by: number; loss: number }
  /** A rank goes over to the newest incarnation, or begins one if it is there already. */
  | {
      do: 'restart'
      at: InstanceIndex
      rank: number
      back: number
      edits: 'keep' | 'drop'
      up: number
    }
  /** A rank that has another checkpoint than the others goes over to the newest incarnation. */
  | { do: 'misjoin'; at: InstanceIndex }
  /** Somebody looks at how far it is. */
  | { do: 'look'; at: InstanceIndex }
  /** Somebody reads the values at a step, sealed or not. */
  | { do: 'read'; at: InstanceIndex; step: number }
  /** An instance is replaced by one that remembers nothing. */
  | { do: 'crash'; at: InstanceIndex }
  /** Somebody takes a checkpoint of all, while nobody else does anything. */
  | { do: 'save'; at: InstanceIndex }
  /** Somebody puts the last checkpoint back, while nobody else does anything. */
  | { do: 'restore'; at: InstanceIndex }

/** The left instance, or the right one. */
export type InstanceIndex = 0 | 1
/** Alone, with others in one call, or with what it has seen. */
export type AdvanceForm = 'plain' | 'batch' | 'seen'
export type EditKind = 'set' | 'scale' | 'rebase' | 'momentum'
export type CommandOf<D extends Command['do']> = Extract<Command, { do: D }>

export const RANKS = 3

const at = fc.constantFrom<InstanceIndex>(0, 1)
const isKeyed = fc.boolean()
const rank = fc.nat(RANKS - 1)
const loss = fc.nat(3)
const by = fc.integer({ min: -2, max: 4 })

type Fields<D extends Command['do']> = {
  [K in keyof Omit<CommandOf<D>, 'do'>]: fc.Arbitrary<CommandOf<D>[K]>
}

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
    how: fc.constantFrom<AdvanceForm>('plain', 'batch', 'seen'),
    wait: fc.constantFrom(0, 0, 0, 0.002),
  }),
  weighted(2, 'count', { at, isKeyed }),
  weighted(4, 'edit', {
    at,
    isKeyed,
    groups: fc.nat(2),
    change: fc.constantFrom<EditKind>('set', 'scale', 'rebase', 'momentum'),
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
export const SCHEDULER_SETS = 4

/** What happens: commands of a batch at once, one batch after the other. */
export interface Scenario {
  readonly kind: number
  readonly batches: readonly (readonly Command[])[]
  /** Which of those who wait in the store goes next, over and over. */
  readonly order: readonly number[]
  /** What becomes of each commit, over and over. */
  readonly outcomes: readonly CommitOutcome[]
}

const outcome = fc.oneof(
  { weight: 5, arbitrary: fc.constant<CommitOutcome>('done') },
  { weight: 2, arbitrary: fc.constant<CommitOutcome>('lost') },
  { weight: 1, arbitrary: fc.constant<CommitOutcome>('refused') },
)

const alone = (name: 'save' | 'restore') =>
  fc.record({ do: fc.constant(name), at }).map((each): Command[] => [each])

const batch = fc.oneof(
  { weight: 12, arbitrary: fc.array(command, { minLength: 1, maxLength: 6 }) },
  { weight: 1, arbitrary: alone('save') },
  { weight: 1, arbitrary: alone('restore') },
)

export const scenario: fc.Arbitrary<Scenario> = fc.record({
  kind: fc.nat(SCHEDULER_SETS - 1),
  batches: fc.array(batch, { minLength: 1, maxLength: 8 }),
  order: fc.array(fc.nat(9), { minLength: 1, maxLength: 30 }),
  // A fate that never lets anything be done would have callers try for ever.
  outcomes: fc.array(outcome, { maxLength: 12 }).map((outcomes) => [...outcomes, 'done']),
})
