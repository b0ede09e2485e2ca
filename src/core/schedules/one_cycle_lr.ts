import { z } from 'zod'
import { Finite, Steps } from '../number.ts'
import { cos } from '../numerics/trigonometric.ts'
import { ScheduleEnded, type ParamSlot, type StepContext } from './rule.ts'
import { argument, ArgumentRefusal, optional } from './argument.ts'
import { Duration } from './duration.ts'
import { beginMomentum, keepBounds, momentumArguments, setMomentum } from './parts/momentum.ts'
import { phaseFunction, phasesOf, torchPhase } from './parts/one_cycle_phases.ts'
import { AnnealStrategy } from './parts/anneal_strategy.ts'
import { aroundTurns, nextOf } from './parts/turns.ts'
import { schedule } from './schedule.ts'

/**
 * Up from `max_lr / div_factor` to `max_lr` and down to a small value in `total_steps`, and
 * momentum inversely. Steps after `total_steps` are refused; the last one overshoots, as in torch.
 * The scheduler writes its end points to the group as `initial_lr`, `max_lr` and `min_lr`.
 * Source: torch.optim.lr_scheduler.OneCycleLR, in torch's order of operations; Smith and Topin,
 * Super-Convergence, https://arxiv.org/abs/1708.07120.
 */
export const OneCycleLR = schedule({
  type: 'OneCycleLR',
  summary: 'One cycle up to max_lr and down to a small value, and momentum inversely.',
  arguments: {
    max_lr: argument(Finite, 'The maximum.', { list: true }),
    total_steps: optional(Duration, 'Steps of the cycle; or epochs and steps_per_epoch.'),
    epochs: optional(Steps, 'Together with steps_per_epoch: the steps of the cycle.'),
    steps_per_epoch: optional(Steps, 'Together with epochs: the steps of the cycle.'),
    pct_start: argument(z.number().min(0).max(1), 'The share of the steps in the increase.', {
      fallback: 0.3,
    }),
    anneal_strategy: argument(AnnealStrategy, 'The shape of both halves.', {
      fallback: 'cos',
    }),
    cycle_momentum: argument(z.boolean(), 'Whether to cycle momentum too.', { fallback: true }),
    ...momentumArguments(0.85, 0.95),
    div_factor: argument(Finite, 'The first value is max_lr / div_factor.', { fallback: 25 }),
    final_div_factor: argument(Finite, 'The last is the first one / final_div_factor.', {
      fallback: 1e4,
    }),
    three_phase: argument(z.boolean(), 'Whether a phase from max_lr to the first value is added.', {
      fallback: false,
    }),
  },
  fixed: [
    'max_lr',
    'total_steps',
    'epochs',
    'steps_per_epoch',
    'pct_start',
    'cycle_momentum',
    'base_momentum',
    'max_momentum',
    'div_factor',
    'final_div_factor',
    'three_phase',
  ],
  example: { type: 'OneCycleLR', max_lr: 0.1, total_steps: 10_000 },
  rule: (given) => {
    const { cycle_momentum, base_momentum, max_momentum } = given
    const total = totalOf(given)
    const phaseAt = phaseFunction(given, total)
    const anneal = ANNEAL[given.anneal_strategy]
    const { first, last } = firstAndLast(given)
    const ends = phasesOf(given, total).map(({ end }) => end)
    const turns = [...ends, total, total + 1].sort((a, b) => a - b)
    const closed = (epoch: number, slot: ParamSlot, context: StepContext) => {
      if (epoch > total) throw new ScheduleEnded(`it ends at its step ${total}`)
      const { groupExtras, param } = slot
      const { from, to, momentum, share } = phaseAt(epoch)
      if (cycle_momentum) {
        const [high, low] = momentum
        setMomentum(anneal(groupExtras[high]!, groupExtras[low]!, share), slot, context)
      }
      return anneal(groupExtras[`${from}_${param}`]!, groupExtras[`${to}_${param}`]!, share)
    }
    return {
      drivesMomentum: cycle_momentum,
      overwrites: true,
      monotoneTo: aroundTurns((epoch) => nextOf(turns, epoch)),
      run: { steps: total, then: 'ends' },
      prepare: (slot, context, epoch) => {
        const { groupExtras, param } = slot
        const bounds = { [`max_${param}`]: given.max_lr, [`min_${param}`]: last }
        if (epoch > 0) return keepBounds(groupExtras, { ...bounds, base_momentum, max_momentum })
        Object.assign(groupExtras, { [`initial_${param}`]: first, ...bounds })
        if (cycle_momentum) beginMomentum(base_momentum, max_momentum, slot, context)
      },
      initial: (_value, slot, context) => closed(0, slot, context),
      next: (epoch, _value, slot, context) => closed(epoch, slot, context),
      closed,
    }
  },
  stateDict: (given, { inherited, usesBeta1 }) => {
    const { anneal_strategy, cycle_momentum } = given
    const total_steps = totalOf(given)
    return {
      total_steps,
      _schedule_phases: phasesOf(given, total_steps).map(torchPhase),
      _anneal_func_type: anneal_strategy,
      cycle_momentum,
      ...(cycle_momentum ? { use_beta1: usesBeta1 } : {}),
      ...inherited,
    }
  },
})

const ANNEAL = {
  cos: (start: number, end: number, share: number) =>
    end + ((start - end) / 2) * (cos(Math.PI * share) + 1),
  linear: (start: number, end: number, share: number) => (end - start) * share + start,
}

interface CycleLength {
  readonly total_steps: number | undefined
  readonly epochs: number | undefined
  readonly steps_per_epoch: number | undefined
}

/** As in torch, total_steps takes precedence over the other two arguments. */
function totalOf({ total_steps, epochs, steps_per_epoch }: CycleLength): number {
  if (total_steps !== undefined) return total_steps
  if (epochs !== undefined && steps_per_epoch !== undefined) return epochs * steps_per_epoch
  throw new ArgumentRefusal(
    'total_steps',
    'given nothing, wanted total_steps, or both epochs and steps_per_epoch',
  )
}

interface Divisors {
  readonly max_lr: number
  readonly div_factor: number
  readonly final_div_factor: number
}

function firstAndLast({ max_lr, div_factor, final_div_factor }: Divisors) {
  const first = max_lr / div_factor
  const last = first / final_div_factor
  if (!Number.isFinite(first))
    throw new ArgumentRefusal('div_factor', 'max_lr cannot be divided by this')
  if (!Number.isFinite(last)) {
    throw new ArgumentRefusal('final_div_factor', 'the first value cannot be divided by this')
  }
  return { first, last }
}
