import { z } from 'zod'
import { Finite } from '../number.ts'
import { pow } from '../numerics/pow.ts'
import { argument } from './argument.ts'
import { Milestone } from './duration.ts'
import { countAtOrBefore } from './parts/count_at_or_before.ts'
import { heldUntil, nextOf } from './parts/turns.ts'
import { schedule } from './schedule.ts'

/**
 * Multiplies by `gamma` at each milestone, once for each time the milestone is listed. A milestone
 * at 0 acts on attachment. Source: torch.optim.lr_scheduler.MultiStepLR, recursive form.
 */
export const MultiStepLR = schedule({
  type: 'MultiStepLR',
  summary: 'Multiplies the value by gamma at each milestone.',
  arguments: {
    milestones: argument(
      z.array(Milestone).max(10_000),
      'The steps of the decays, in any order; a step listed twice decays twice.',
    ),
    gamma: argument(Finite, 'Factor of each decay.', { fallback: 0.1 }),
  },
  example: { type: 'MultiStepLR', milestones: [30, 80], gamma: 0.1 },
  rule: ({ milestones, gamma }) => {
    const { counts, ascending } = countsOf(milestones)
    const decayed = (epoch: number, value: number) => {
      const count = counts.get(epoch)
      return count === undefined ? value : value * pow(gamma, count)
    }
    return {
      recursive: true,
      ...heldUntil((epoch) => nextOf(ascending, epoch)),
      initial: (value) => decayed(0, value),
      next: decayed,
      closed: (epoch, { base }) => base * pow(gamma, countAtOrBefore(ascending, epoch)),
    }
  },
  // Torch's milestones have ints as keys, which JSON lacks: its constructor has set them.
  stateDict: ({ gamma }, { inherited }) => ({ gamma, ...inherited }),
})

interface MilestoneCounts {
  readonly counts: ReadonlyMap<number, number>
  readonly ascending: readonly number[]
}

const countsByList = new WeakMap<readonly number[], MilestoneCounts>()

/** The count of each milestone; computed once for all groups with the same list. */
function countsOf(milestones: readonly number[]): MilestoneCounts {
  const known = countsByList.get(milestones)
  if (known) return known
  const counts = new Map<number, number>()
  for (const milestone of milestones) counts.set(milestone, (counts.get(milestone) ?? 0) + 1)
  const fresh = { counts, ascending: milestones.toSorted((a, b) => a - b) }
  countsByList.set(milestones, fresh)
  return fresh
}
