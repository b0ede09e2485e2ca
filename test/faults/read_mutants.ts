import { frameAt } from '../../src/core/trajectory/fold.ts'
import type { FrameGroup } from '../../src/core/trajectory/frame.ts'
import type { Input } from '../../src/core/trajectory/input.ts'
import { stateOf, type State } from '../../src/core/trajectory/state.ts'
import type { Optimizer } from '../../src/core/optimizer/optimizer.ts'
import type { Mutant } from './mutants.ts'

/*
 * Stores that read something else than was written. A process that keeps an optimizer in its cache
 * computes the right values, so they differ from those of a process that has read it again: after a
 * crash, or after another process has written.
 */

/** A store that changes an optimizer when it is read. */
const reading =
  (change: (optimizer: Optimizer) => Optimizer): Mutant =>
  (store) => ({
    ...store,
    async find(id, cached) {
      const found = await store.find(id, cached)
      if (!found || found === cached) return found
      return { ...found, optimizer: change(found.optimizer) }
    },
  })

const withPendingInputs = (optimizer: Optimizer, change: (input: Input) => Input): Optimizer => ({
  ...optimizer,
  pending: optimizer.pending.map(change),
})

const withGroups = (state: State, change: (group: FrameGroup) => FrameGroup): State => {
  const frame = frameAt(state)
  return stateOf({ ...frame, groups: frame.groups.map(change) })
}

/** A late group has the epoch of its own addition, not the one of the schedulers that it joined. */
const restarting = reading((optimizer) => {
  const { pending } = withPendingInputs(optimizer, (input) =>
    input.kind === 'group_added' && input.schedulers === 'join'
      ? { ...input, schedulers: 'restart', beforeStep: undefined }
      : input,
  )
  const { state } = optimizer
  const hasJoined = state.frame.groups.some(({ joined }) => joined)
  const restarted = ({ joined: _joined, ...group }: FrameGroup): FrameGroup => group
  return { ...optimizer, pending, state: hasJoined ? withGroups(state, restarted) : state }
})

const patchingLate = reading((optimizer) =>
  withPendingInputs(optimizer, (input) =>
    input.kind === 'scheduler_patched' ? { ...input, step: input.step + 1 } : input,
  ),
)

const beginningAtStart = reading((optimizer) =>
  withPendingInputs(optimizer, (input) => {
    if (input.kind !== 'scheduler_attached') return input
    const { last_epoch: _lastEpoch, ...scheduler } = input.scheduler
    return { ...input, scheduler: scheduler as typeof input.scheduler }
  }),
)

const withoutEnds = reading((optimizer) =>
  withPendingInputs(optimizer, (input) =>
    input.kind === 'edited' ? { ...input, untilStep: undefined } : input,
  ),
)

/** Factors and held values are in force until the next replay from a snapshot. */
const withoutAdjustments: Mutant = (store) => ({
  ...store,
  async history(...args) {
    const { floor, snapshots } = await store.history(...args)
    const unadjusted = ({ adjustments: _adjustments, ...group }: FrameGroup): FrameGroup => group
    const without = snapshots.map((snapshot) => ({
      ...snapshot,
      open: () => {
        const { state, pending } = snapshot.open()
        const hasAny = state.frame.groups.some(({ adjustments }) => adjustments)
        return { state: hasAny ? withGroups(state, unadjusted) : state, pending }
      },
    }))
    return { floor, snapshots: without }
  },
})

/** By the rest of the sentence "a store that ...". */
export const READ_MUTANTS = {
  'reads a group that joins as one that restarts': restarting,
  'reads a pending patch one step late': patchingLate,
  'reads a pending scheduler without its last_epoch': beginningAtStart,
  'reads factors and held values without their ends': withoutEnds,
  'reads snapshots without factors and held values': withoutAdjustments,
} as const satisfies Record<string, Mutant>
