import fc from 'fast-check'
import type { CommitOutcome } from './faulty_store.ts'

/** One command of a client, sent to one of the two serving instances. */
export type Command =
  /** A rank advances by a number of steps from its last one; 0 requests that one again. */
  | {
      do: 'advance'
      at: InstanceIndex
      rank: number
      by: number
      ahead: number
      how: AdvanceForm
      wait: number
    }
  /** A client requests the next step without naming it. */
  | { do: 'advanceByOne'; at: InstanceIndex; isKeyed: boolean }
  /** A client edits groups, at the next unsealed step or at an offset from sealed_through. */
  | {
      do: 'edit'
      at: InstanceIndex
      isKeyed: boolean
      groups: number
      change: EditKind
      offset: number | null
    }
  /** A client cancels one of the accepted edits. */
  | { do: 'cancelEdit'; at: InstanceIndex; isKeyed: boolean; which: number }
  /** The leader reports a metric for all ranks, at an offset from its last step. */
  | { do: 'reportForAll'; at: InstanceIndex; by: number; loss: number }
  /** A rank reports its own metric, at an offset from its last step. */
  | { do: 'reportAsRank'; at: InstanceIndex; rank: number; by: number; loss: number }
  /** A rank joins the newest incarnation, or opens the next one if it is in that already. */
  | {
      do: 'restart'
      at: InstanceIndex
      rank: number
      back: number
      edits: 'keep' | 'drop'
      up: number
    }
  /** A rank with another checkpoint than the others joins the newest incarnation. */
  | { do: 'joinWithWrongStep'; at: InstanceIndex }
  /** A client reads the progress of the optimizer. */
  | { do: 'readProgress'; at: InstanceIndex }
  /** A client reads the values at a step, sealed or not. */
  | { do: 'readStep'; at: InstanceIndex; step: number }
  /** An instance is replaced by one with an empty cache. */
  | { do: 'crash'; at: InstanceIndex }
  /** A client reads a checkpoint, without concurrent commands. */
  | { do: 'save'; at: InstanceIndex }
  /** A client restores the last checkpoint, without concurrent commands. */
  | { do: 'restore'; at: InstanceIndex }

/** The first or the second serving instance. */
export type InstanceIndex = 0 | 1
/** A plain advance, one in `POST /v1/steps`, or one with `seen`. */
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
  arbitrary: fc.record({ do: fc.constant(name), ...fields }) as fc.Arbitrary<Command>,
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
  weighted(2, 'advanceByOne', { at, isKeyed }),
  weighted(4, 'edit', {
    at,
    isKeyed,
    groups: fc.nat(2),
    change: fc.constantFrom<EditKind>('set', 'scale', 'rebase', 'momentum'),
    offset: fc.option(fc.integer({ min: -3, max: 12 })),
  }),
  weighted(2, 'cancelEdit', { at, isKeyed, which: fc.nat(9) }),
  weighted(3, 'reportForAll', { at, by, loss }),
  weighted(4, 'reportAsRank', { at, rank, by, loss }),
  weighted(3, 'restart', {
    at,
    rank,
    back: fc.nat(6),
    edits: fc.constantFrom('keep', 'drop'),
    up: fc.constantFrom(0, 0, 1),
  }),
  weighted(1, 'joinWithWrongStep', { at }),
  weighted(1, 'readProgress', { at }),
  weighted(1, 'readStep', { at, step: fc.nat(20) }),
  weighted(1, 'crash', { at }),
)

/** The number of lists of schedulers. */
export const SCHEDULER_SETS = 4

/** Batches of commands: those of a batch run concurrently, the batches one after the other. */
export interface Scenario {
  readonly kind: number
  readonly batches: readonly (readonly Command[])[]
  /** The order in which queued store calls run, repeated as often as needed. */
  readonly order: readonly number[]
  /** The outcome of each commit, repeated as often as needed. */
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
  // Without a 'done' all callers would retry without an end.
  outcomes: fc.array(outcome, { maxLength: 12 }).map((outcomes) => [...outcomes, 'done']),
})
