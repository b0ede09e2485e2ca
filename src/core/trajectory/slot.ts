import { GROUP_FACTORS } from '../expression/variables.ts'
import {
  anyRule,
  initialKey,
  memorySize,
  type GroupFactors,
  type GroupExtras,
  type StepContext,
  type RuleTree,
  type ParamSlot,
} from '../schedules/rule.ts'

/** The part of a slot that is saved from one input to the next, nested slots included. */
export interface SavedSlot {
  readonly base: number
  readonly memory?: readonly number[]
  readonly origin?: readonly number[]
  readonly children?: readonly SavedSlot[]
}

/** The columns of one group, and its extra keys. */
export interface GroupColumns {
  readonly groupExtras: GroupExtras
  readonly columnOf: (path: string) => number
}

/** The hyperparameter and the clock of the scheduler, the index of the memory, the saved slot. */
interface SlotOptions {
  readonly param: string
  readonly every: number
  readonly memory: number
  readonly saved?: SavedSlot | undefined
}

/** The slot of a rule. Its memory begins at `memory`, followed by that of each nested rule. */
export function slotFor(
  rule: RuleTree,
  { groupExtras, columnOf }: GroupColumns,
  { param, every, memory, saved }: SlotOptions,
): ParamSlot {
  let next = memory + (rule.memory?.length ?? 0)
  const children = rule.children.map((child, index) => {
    const at = { param, every, memory: next, saved: saved?.children?.[index] }
    next += memorySize(child)
    return slotFor(child, { groupExtras, columnOf }, at)
  })
  const beta = columnOf('betas.0')
  return {
    param,
    column: columnOf(param),
    base: saved?.base ?? NaN,
    origin: saved?.origin,
    groupExtras,
    memory,
    momentum: beta >= 0 ? beta : columnOf('momentum'),
    beta2: columnOf('betas.1'),
    every,
    lr: columnOf('lr'),
    factors: factorsOf(columnOf),
    children,
  }
}

/** Most groups have none: they share one object. */
const NO_FACTORS: GroupFactors = { lr_scale: -1, lr_mult: -1, wd_mult: -1 }

function factorsOf(columnOf: GroupColumns['columnOf']): GroupFactors {
  if (GROUP_FACTORS.every((name) => columnOf(name) < 0)) return NO_FACTORS
  return {
    lr_scale: columnOf('lr_scale'),
    lr_mult: columnOf('lr_mult'),
    wd_mult: columnOf('wd_mult'),
  }
}

/** Writes the saved memory to `memory`, in the order of the slots. */
export function restoreMemory(rule: RuleTree, saved: SavedSlot, memory: Float64Array): void {
  memory.set(saved.memory ?? rule.memory ?? [])
  let next = rule.memory?.length ?? 0
  rule.children.forEach((child, index) => {
    restoreMemory(child, saved.children![index]!, memory.subarray(next))
    next += memorySize(child)
  })
}

/** The part of a slot that is saved, memory included. */
export function saveSlot(rule: RuleTree, slot: ParamSlot, values: Float64Array): SavedSlot {
  const { length } = rule.memory ?? []
  const memory = [...values.subarray(slot.memory, slot.memory + length)]
  const children = rule.children.map((child, index) =>
    saveSlot(child, slot.children[index]!, values),
  )
  return {
    base: slot.base,
    ...(slot.origin === undefined ? {} : { origin: slot.origin }),
    ...(length === 0 ? {} : { memory }),
    ...(children.length === 0 ? {} : { children }),
  }
}

/** The extra keys that a constructor writes to a group without any, beside the initial value. */
export function extrasOf(rule: RuleTree, param: string, epoch: number): GroupExtras {
  const groupExtras: GroupExtras = {}
  if (!anyRule(rule, ({ prepare }) => prepare !== undefined)) return groupExtras
  const columns = { groupExtras, columnOf: () => 0 }
  const slot = slotFor(rule, columns, { param, every: 1, memory: 1 })
  const values = new Float64Array(1 + memorySize(rule))
  prepareAll(rule, slot, { values, metrics: new Map() }, epoch)
  return groupExtras
}

function prepareAll(rule: RuleTree, slot: ParamSlot, context: StepContext, epoch: number): void {
  const nestedEpoch = rule.startsNestedAtEpoch ? epoch : 0
  rule.children.forEach((child, at) => prepareAll(child, slot.children[at]!, context, nestedEpoch))
  rule.prepare?.(slot, context, epoch)
}

/** A slot during its construction: the base is not known yet. */
type MutableSlot = { -readonly [K in keyof ParamSlot]: ParamSlot[K] }

/**
 * Torch's constructor on one group: nested schedules are constructed first, in order; the initial
 * value is written to the group unless the group already has one; the initial step is taken.
 * @param epoch the epoch of the initial step: `last_epoch` + 1, which is 0 by default.
 */
export function construct(
  rule: RuleTree,
  slot: MutableSlot,
  context: StepContext,
  epoch: number,
): void {
  const { values } = context
  values.set(rule.memory ?? [], slot.memory)
  const nestedEpoch = rule.startsNestedAtEpoch ? epoch : 0
  rule.children.forEach((child, index) =>
    construct(child, slot.children[index]!, context, nestedEpoch),
  )
  rule.prepare?.(slot, context, epoch)
  slot.base = initialValue(rule, slot, context)
  if (epoch > 0) slot.origin = rule.originAt?.(epoch)
  values[slot.column] = initialStep(rule, slot, context, epoch)
  slot.base = rule.base ?? slot.base
}

/** The group's initial value. A constructor that reads it writes it where the group has none. */
function initialValue(rule: RuleTree, slot: ParamSlot, { values }: StepContext): number {
  const key = initialKey(slot.param)
  if (!rule.ignoresInitialValue) slot.groupExtras[key] ??= values[slot.column]!
  return slot.groupExtras[key] ?? values[slot.column]!
}

function initialStep(rule: RuleTree, slot: ParamSlot, context: StepContext, epoch: number): number {
  const value = context.values[slot.column]!
  if (rule.construct) return rule.construct(value, slot, context)
  if (epoch === 0) return rule.initial(value, slot, context)
  return (rule.resume ?? rule.next)(epoch, value, slot, context)
}

/** A saved slot with a new base, after an edit of the initial value. */
export function rebaseSlot(rule: RuleTree, saved: SavedSlot, base: number): SavedSlot {
  const children = rule.children.map((child, index) =>
    rebaseSlot(child, saved.children![index]!, base),
  )
  return {
    ...saved,
    base: rule.base ?? base,
    ...(children.length === 0 ? {} : { children }),
  }
}
