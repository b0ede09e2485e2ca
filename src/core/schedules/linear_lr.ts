import { z } from 'zod'
import { argument } from './argument.ts'
import { Duration } from './duration.ts'
import { heldFrom } from './parts/turns.ts'
import { schedule } from './schedule.ts'

const fromZero: z.core.$ZodErrorMap = ({ input }) =>
  input === 0
    ? 'wanted more than 0; a warmup from 0 is {"type": "WarmupLR", "duration": 5}, or a PhasedLR with {"curve": "linear", "from": 0, "to": 1, "duration": 5}'
    : undefined

const aboveOne: z.core.$ZodErrorMap = ({ input }) =>
  `wanted at most 1; for a larger factor: {"type": "PhasedLR", "phases": [{"curve": "linear", "from": 1, "to": ${String(input)}, "duration": 5}]}, or a WarmupLR with "to"`

/**
 * Moves the scale on the value from `start_factor` to `end_factor` in `total_iters` equal steps.
 * A `total_iters` of 0 would keep the start factor without end, and is refused.
 * Source: torch.optim.lr_scheduler.LinearLR, recursive form, in torch's order of operations.
 */
export const LinearLR = schedule({
  type: 'LinearLR',
  summary: 'Changes the scale on the value linearly from start_factor to end_factor.',
  arguments: {
    start_factor: argument(
      z.number().positive({ error: fromZero }).max(1, { error: aboveOne }),
      'Scale at the start, above 0 and at most 1.',
      {
        fallback: 1 / 3,
      },
    ),
    end_factor: argument(
      z.number().min(0).max(1, { error: aboveOne }),
      'Scale at the end, 0 to 1.',
      { fallback: 1 },
    ),
    total_iters: argument(Duration, 'Steps until end_factor is reached.', { fallback: 5 }),
  },
  example: { type: 'LinearLR', start_factor: 0.1, end_factor: 1, total_iters: 500 },
  rule: ({ start_factor, end_factor, total_iters }) => {
    const rise = end_factor - start_factor
    const start = total_iters * start_factor
    return {
      recursive: true,
      ...heldFrom(total_iters),
      // An increase is the warmup of something else.
      ...(rise < 0 && { run: { steps: total_iters, then: 'holds' } }),
      initial: (value) => value * start_factor,
      resume: (_epoch, value) => value,
      next: (epoch, value) => {
        if (epoch === 0) return value * start_factor
        return epoch > total_iters ? value : value * (1 + rise / (start + (epoch - 1) * rise))
      },
      closed: (epoch, { base }) =>
        base * (start_factor + (rise * Math.min(total_iters, epoch)) / total_iters),
    }
  },
  stateDict: ({ start_factor, end_factor, total_iters }, { inherited }) => ({
    start_factor,
    end_factor,
    total_iters,
    ...inherited,
  }),
})
