import fc from 'fast-check'
import type {
  AdvanceForm,
  Command,
  CommandOf,
  EditKind,
  InstanceIndex,
  OpeningForm,
} from './command.ts'
import type { CommitOutcome } from './faulty_store.ts'
import { GROUPS, KINDS, LATE_GROUPS } from './kinds.ts'
import { RANKS } from './ranks.ts'

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

const group = fc.constantFrom(...GROUPS, ...LATE_GROUPS)
const offset = fc.option(fc.integer({ min: -3, max: 12 }))
const which = fc.nat(9)

const changes = [
  weighted(5, 'edit', {
    at,
    isKeyed,
    group: fc.option(group, { nil: undefined }),
    change: fc.constantFrom<EditKind>(
      ...(['set', 'scale', 'rebase', 'momentum', 'multiply', 'hold', 'release'] as const),
      'setAndMultiply',
    ),
    offset,
    until: fc.option(fc.integer({ min: -1, max: 8 }), { nil: undefined }),
  }),
  weighted(3, 'addGroup', {
    at,
    isKeyed,
    group: fc.constantFrom(...LATE_GROUPS),
    schedulers: fc.constantFrom('join', 'restart', 'none', undefined),
    hasInitial: fc.boolean(),
    hasArguments: fc.boolean(),
    offset,
  }),
  weighted(1, 'removeGroup', { at, isKeyed, group, offset }),
  weighted(2, 'attach', {
    at,
    isKeyed,
    which,
    lastEpoch: fc.option(fc.nat(5), { nil: undefined }),
    offset,
  }),
  weighted(3, 'patch', { at, isKeyed, which, offset }),
  weighted(1, 'detach', { at, isKeyed, which, offset }),
]

const command = fc.oneof(
  ...changes,
  weighted(8, 'advance', {
    at,
    rank,
    by: fc.nat(4),
    ahead: fc.oneof(fc.constant(0), fc.nat(12)),
    how: fc.constantFrom<AdvanceForm>('plain', 'batch', 'seen'),
    wait: fc.constantFrom(0, 0, 0, 0.002),
  }),
  weighted(2, 'advanceByOne', { at, isKeyed }),
  weighted(2, 'cancelEdit', { at, isKeyed, which }),
  weighted(3, 'reportForAll', { at, by, loss }),
  weighted(4, 'reportAsRank', { at, rank, by, loss }),
  weighted(3, 'restart', {
    at,
    rank,
    back: fc.nat(6),
    edits: fc.constantFrom('keep', 'drop'),
    up: fc.constantFrom(0, 0, 1),
    form: fc.constantFrom<OpeningForm>('resume_step', 'from'),
    ahead: fc.option(fc.nat(12), { nil: undefined }),
    isBatch: fc.boolean(),
  }),
  weighted(1, 'joinWithWrongStep', { at }),
  weighted(1, 'readProgress', { at }),
  weighted(1, 'readStep', { at, step: fc.nat(20) }),
  weighted(1, 'crash', { at }),
)

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

/** Before the first advance every change acts at step 0. */
const beforeFirstAdvance = fc.array(fc.oneof(...changes), { maxLength: 4 })

export const scenario: fc.Arbitrary<Scenario> = fc.record({
  kind: fc.nat(KINDS.length - 1),
  batches: fc
    .tuple(beforeFirstAdvance, fc.array(batch, { minLength: 1, maxLength: 8 }))
    .map(([first, later]) => (first.length === 0 ? later : [first, ...later])),
  order: fc.array(fc.nat(9), { minLength: 1, maxLength: 30 }),
  // Without a 'done' all callers would retry without an end.
  outcomes: fc.array(outcome, { maxLength: 12 }).map((outcomes) => [...outcomes, 'done']),
})
