import {
  firstMetricUse,
  laterRun,
  restart,
  type StepContext,
  type RuleTree,
  type Rule,
  type ParamSlot,
} from '../rule.ts'
import { levelValue, type Level } from '../level.ts'
import { closedFormRule, closedFormOf, type ClosedForm } from './closed_form.ts'
import { isMetricDriven, timesFactor } from './times_factor.ts'
import type { Ramp } from './ramp.ts'

/** The ramp of a warmup, and its end levels. */
export interface Warmup {
  readonly duration: number
  readonly from: Level
  readonly to: Level | undefined
  readonly ramp: Ramp
}

/** The closed form of the nested scheduler; without one, the initial value. */
function childForm(child: RuleTree | undefined): ClosedForm {
  if (!child) return (_epoch, { base }) => base
  const closed = closedFormOf(child)
  return (epoch, slot, context) => closed(epoch, slot.children[0]!, context)
}

/** A value of the ramp. The end value is computed only if `to` is omitted. */
function rampValue(
  { from, to, ramp }: Warmup,
  epoch: number,
  base: number,
  end: () => number,
): number {
  return ramp(epoch, levelValue(from, base), to === undefined ? end() : levelValue(to, base))
}

/** The ramp first, and after it the scheduler from its own epoch 0. */
export function prefix(warmup: Warmup, child: RuleTree | undefined): Rule {
  const handover = Math.ceil(warmup.duration)
  if (child && !child.closed) return prefixOfStateful(warmup, handover, child)
  const read = childForm(child)
  const form = closedFormRule((epoch, slot, context) =>
    epoch < warmup.duration
      ? rampValue(warmup, epoch, slot.base, () => read(0, slot, context))
      : read(Math.max(0, epoch - handover), slot, context),
  )
  const run = laterRun(child?.run, handover)
  return child?.length === undefined
    ? { ...form, run }
    : { ...form, run, length: handover + child.length }
}

/** A scheduler without a closed form starts from the base at the end of the ramp. */
function prefixOfStateful(warmup: Warmup, handover: number, child: RuleTree): Rule {
  const begin = (slot: ParamSlot, context: StepContext) =>
    restart(child, slot.base, slot.children[0]!, context)
  const valueUntilHandover = (epoch: number, slot: ParamSlot, context: StepContext) =>
    epoch === handover
      ? begin(slot, context)
      : rampValue(warmup, epoch, slot.base, () => begin(slot, context))
  return {
    run: laterRun(child.run, handover),
    initial: (_value, slot, context) => valueUntilHandover(0, slot, context),
    next: (epoch, value, slot, context) =>
      epoch > handover
        ? child.next(epoch - handover, value, slot.children[0]!, context)
        : valueUntilHandover(epoch, slot, context),
    metricUse: (epoch, { children: [inside] }) => {
      const use = firstMetricUse(child, Math.max(1, epoch - handover), inside!)
      return use && { ...use, epoch: use.epoch + handover }
    },
  }
}

/** The scheduler runs from the start, and the ramp replaces its first values. */
export function overlay(warmup: Warmup, child: RuleTree | undefined): Rule {
  const { duration } = warmup
  const read = childForm(child)
  const form = closedFormRule((epoch, slot, context) =>
    epoch < duration
      ? rampValue(warmup, epoch, slot.base, () => read(duration, slot, context))
      : read(epoch, slot, context),
  )
  const { run } = child ?? {}
  return child?.length === undefined
    ? { ...form, run }
    : { ...form, run, length: Math.max(duration, child.length) }
}

/** The ramp is a factor on the scheduler; after the ramp, `to` is the factor. */
export function multiply(warmup: Warmup, child: RuleTree | undefined): Rule {
  const { duration } = warmup
  const factor = (epoch: number) =>
    epoch < duration ? rampValue(warmup, epoch, 1, () => 1) : levelValue(warmup.to ?? 1, 1)
  if (child && isMetricDriven(child)) return multiplyStateful(factor, child)
  const read = childForm(child)
  const form = closedFormRule((epoch, slot, context) => factor(epoch) * read(epoch, slot, context))
  const { run } = child ?? {}
  return child?.length === undefined
    ? { ...form, run }
    : { ...form, run, length: Math.max(duration, child.length) }
}

/** Indices of the memory: the base at the start, and the value of the nested scheduler. */
const [INITIAL_BASE, CHILD_VALUE] = [0, 1]

/** A scheduler that monitors a metric steps on a separate value, without the factor. */
function multiplyStateful(factor: (epoch: number) => number, child: RuleTree): Rule {
  const scaled = (epoch: number, { base, memory }: ParamSlot, { values }: StepContext) =>
    factor(epoch) * timesFactor(base, values[memory + CHILD_VALUE]!, values[memory + INITIAL_BASE]!)
  return {
    overwrites: true,
    run: child.run,
    memory: [0, 0],
    initial: (_value, slot, context) => {
      const { base, memory, children } = slot
      context.values[memory + INITIAL_BASE] = base
      context.values[memory + CHILD_VALUE] = child.initial(base, children[0]!, context)
      return scaled(0, slot, context)
    },
    next: (epoch, _value, slot, context) => {
      const { memory, children } = slot
      const own = context.values[memory + CHILD_VALUE]!
      context.values[memory + CHILD_VALUE] = child.next(epoch, own, children[0]!, context)
      return scaled(epoch, slot, context)
    },
  }
}
