import { z } from 'zod'
import { Expression } from '../expression/expression.ts'
import { Finite } from '../number.ts'
import { pow } from '../numerics/pow.ts'
import type { StepContext, ParamSlot } from './rule.ts'
import { argument, optional } from './argument.ts'
import { scaleFunction } from './parts/expression_function.ts'
import { beginMomentum, momentumArguments, setMomentum } from './parts/momentum.ts'
import { aroundTurns } from './parts/turns.ts'
import { schedule, type OptimizerSettings } from './schedule.ts'

const Size = z.number().positive()
const CyclicMode = z.enum(['triangular', 'triangular2', 'exp_range']).meta({ id: 'CyclicMode' })
const ScaleMode = z.enum(['cycle', 'iterations']).meta({ id: 'ScaleMode' })

/**
 * Cycles between `base_lr` and `max_lr`, and inverse cycles of momentum. The amplitude is scaled by
 * the number of the cycle or by the epoch. As in torch, the first value is the group's initial
 * value if the group already had one.
 * Source: torch.optim.lr_scheduler.CyclicLR, in torch's order of operations; Smith, Cyclical
 * Learning Rates, https://arxiv.org/abs/1506.01186.
 */
export const CyclicLR = schedule({
  type: 'CyclicLR',
  summary: 'Cycles the value between base_lr and max_lr, and momentum inversely.',
  arguments: {
    base_lr: argument(Finite, 'One end of the cycle, and the first value.', { list: true }),
    max_lr: argument(Finite, 'The other end, as in torch also below base_lr.', { list: true }),
    step_size_up: argument(Size, 'Steps of the increase.', { fallback: 2000 }),
    step_size_down: optional(z.number().min(0), 'Steps of the decrease; default: step_size_up.'),
    mode: argument(
      CyclicMode,
      'The amplitude: constant, halved in each next cycle, or scaled by gamma ** epoch.',
      { fallback: 'triangular' },
    ),
    gamma: argument(Finite, 'Base of the scale in mode exp_range.', { fallback: 1 }),
    scale_fn: optional(
      Expression,
      'The scale as an expression of x, instead of a mode: "1 / 1.1 ** x".',
    ),
    scale_mode: argument(
      ScaleMode,
      'The meaning of x in scale_fn: the number of the cycle from 1, or the epoch.',
      { fallback: 'cycle' },
    ),
    cycle_momentum: argument(z.boolean(), 'Whether to cycle momentum too.', { fallback: true }),
    ...momentumArguments(0.8, 0.9),
  },
  fixed: ['mode', 'gamma', 'cycle_momentum'],
  example: { type: 'CyclicLR', base_lr: 0.01, max_lr: 0.1, step_size_up: 500 },
  rule: (given, settings) => {
    const { base_lr, max_lr, step_size_up, cycle_momentum, base_momentum, max_momentum } = given
    const { positionAt, scaleAt, nextTurn } = cycleFunctions(
      step_size_up,
      given.step_size_down,
      scaleFunctionOf(given, settings),
    )
    const closed = (epoch: number, slot: ParamSlot, context: StepContext) => {
      const position = positionAt(epoch)
      const scale = scaleAt(epoch)
      const momentum = max_momentum - (max_momentum - base_momentum) * position * scale
      if (cycle_momentum) setMomentum(momentum, slot, context)
      return slot.base + (max_lr - slot.base) * position * scale
    }
    return {
      base: base_lr,
      drivesMomentum: cycle_momentum,
      overwrites: true,
      // Within a cycle the amplitude must be constant.
      ...(scaleModeOf(given) === 'cycle' && { monotoneTo: aroundTurns(nextTurn) }),
      prepare: (slot, context, epoch) => {
        if (epoch > 0) return
        context.values[slot.column] = base_lr
        if (cycle_momentum) beginMomentum(base_momentum, max_momentum, slot, context)
      },
      initial: (_value, slot, context) => closed(0, slot, context),
      next: (epoch, _value, slot, context) => closed(epoch, slot, context),
      closed,
    }
  },
  stateDict: (given, { inherited, usesBeta1 }) => {
    const { max_lr, mode, gamma, cycle_momentum, base_momentum, max_momentum } = given
    const { total, ratio } = sizesOf(given.step_size_up, given.step_size_down)
    const bounds = { base_momentums: [base_momentum], max_momentums: [max_momentum] }
    return {
      max_lrs: [max_lr],
      total_size: total,
      step_ratio: ratio,
      mode,
      gamma,
      scale_mode: scaleModeOf(given),
      cycle_momentum,
      ...(cycle_momentum ? { use_beta1: usesBeta1, ...bounds } : {}),
      ...inherited,
      _scale_fn_custom: null,
    }
  },
})

type ScaleFunction = (cycle: number, epoch: number) => number

interface ScaleArguments {
  readonly mode: 'triangular' | 'triangular2' | 'exp_range'
  readonly gamma: number
  readonly scale_fn: string | undefined
  readonly scale_mode: 'cycle' | 'iterations'
}

/** The amplitude of a cycle, as a factor of the first amplitude. */
function scaleFunctionOf(
  { mode, gamma, scale_fn, scale_mode }: ScaleArguments,
  settings: OptimizerSettings,
): ScaleFunction {
  if (scale_fn !== undefined) {
    const scale = scaleFunction('scale_fn', scale_fn, settings)
    return (cycle, epoch) => {
      const whole = Math.floor(epoch)
      return scale(scale_mode === 'cycle' ? cycle : whole, whole)
    }
  }
  if (mode === 'triangular2') return (cycle) => 1 / pow(2, cycle - 1)
  return mode === 'exp_range' ? (_cycle, epoch) => pow(gamma, epoch) : () => 1
}

/** The meaning of x in the scale: each named mode has a fixed one. */
function scaleModeOf({ mode, scale_fn, scale_mode }: ScaleArguments): ScaleArguments['scale_mode'] {
  if (scale_fn !== undefined) return scale_mode
  return mode === 'exp_range' ? 'iterations' : 'cycle'
}

/** The length of a cycle, and the share of its increase. */
function sizesOf(up: number, down: number = up) {
  const total = up + down
  return { total, ratio: up / total }
}

/** The position of an epoch in its cycle, from 0 up to 1 and down to 0, and the amplitude. */
function cycleFunctions(up: number, down: number | undefined, scale: ScaleFunction) {
  const { total, ratio } = sizesOf(up, down)
  return {
    positionAt: (epoch: number) => {
      const x = 1 + epoch / total - Math.floor(1 + epoch / total)
      return x <= ratio ? x / ratio : (x - 1) / (ratio - 1)
    },
    /** The next epoch at which a cycle has its peak, or begins. */
    nextTurn: (epoch: number) => {
      const begin = Math.floor(epoch / total) * total
      return begin + up > epoch ? begin + up : begin + total
    },
    scaleAt: (epoch: number) => scale(Math.floor(1 + epoch / total), epoch),
  }
}
