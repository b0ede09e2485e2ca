import { z } from 'zod'
import { Finite, MAX_STEP } from '../number.ts'
import { cos } from '../numerics/trigonometric.ts'
import type { ParamSlot } from './rule.ts'
import { argument } from './argument.ts'
import { AnnealStrategy } from './parts/anneal_strategy.ts'
import { schedule } from './schedule.ts'

const ANNEAL = {
  cos: (share: number) => (1 - cos(Math.PI * share)) / 2,
  linear: (share: number) => share,
}

/**
 * Moves the value to `swa_lr` in `anneal_epochs` steps and keeps it there. Each step computes the
 * start value of an annealing that would have the current value now, and continues that annealing.
 * Source: torch.optim.swa_utils.SWALR, in torch's order of operations.
 */
export const SWALR = schedule({
  type: 'SWALR',
  summary: 'Anneals the value to swa_lr in anneal_epochs steps, then keeps it.',
  arguments: {
    swa_lr: argument(Finite, 'The value at the end.', { list: true }),
    anneal_epochs: argument(z.int().min(0).max(MAX_STEP), 'Steps until swa_lr is reached.', {
      fallback: 10,
    }),
    anneal_strategy: argument(AnnealStrategy, 'The shape of the change.', {
      fallback: 'cos',
    }),
  },
  fixed: ['swa_lr'],
  ownCount: 'steps',
  example: { type: 'SWALR', swa_lr: 0.05, anneal_epochs: 10, anneal_strategy: 'linear' },
  rule: ({ swa_lr, anneal_epochs, anneal_strategy }) => {
    const anneal = ANNEAL[anneal_strategy]
    const length = Math.max(1, anneal_epochs)
    const shareAt = (step: number) => anneal(Math.max(0, Math.min(1, step / length)))
    const next = (epoch: number, value: number, { groupExtras, param, origin }: ParamSlot) => {
      const counted = epoch - (origin?.[0] ?? 0)
      const step = anneal_epochs === 0 ? Math.max(1, counted) : counted
      const end = groupExtras[`swa_${param}`]!
      const start = startLeadingTo(value, end, shareAt(step - 1))
      const share = shareAt(step)
      return end * share + start * (1 - share)
    }
    return {
      prepare: ({ groupExtras, param }) => {
        groupExtras[`swa_${param}`] = swa_lr
      },
      initial: (value, slot) => next(0, value, slot),
      // Torch counts its own steps here, not epochs: with last_epoch the annealing begins again.
      originAt: (epoch) => [epoch],
      next,
      restart: (value, slot) => next(0, value, slot),
    }
  },
  stateDict: ({ anneal_epochs, anneal_strategy }, { inherited }) => ({
    _anneal_strategy: anneal_strategy,
    anneal_epochs,
    ...inherited,
  }),
})

/** The start value of an annealing to `end` that has `value` at this share. */
const startLeadingTo = (value: number, end: number, share: number): number =>
  share === 1 ? end : (value - share * end) / (1 - share)
