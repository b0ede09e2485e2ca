import type { GROUP_FACTORS } from '../expression/variables.ts'

/** Extra keys that a constructor writes to a group, as in torch: initial_lr, max_lr, ... */
export type GroupExtras = Record<string, number>

/** The extra key with the initial value of a hyperparameter: torch's `initial_lr`. */
export const initialKey = (param: string): string => `initial_${param}`

/** A number for each hyperparameter that is a factor of what a scheduler sets. */
export type GroupFactors = Readonly<Record<(typeof GROUP_FACTORS)[number], number>>

/** The slot of a rule for one value of one group. Constant from one input to the next. */
export interface ParamSlot {
  /** The path of the driven hyperparameter: `lr`, or another one. */
  readonly param: string
  /** The index of its value in {@link StepContext.values}. */
  readonly column: number
  /**
   * The group's initial value (`initial_lr`) at the construction of this rule: torch's base_lrs.
   */
  readonly base: number
  readonly groupExtras: GroupExtras
  /** Where the rule's clock began, if that was not epoch 0: {@link Rule.originAt}. */
  readonly origin?: readonly number[] | undefined
  /** The index of the rule's memory in {@link StepContext.values}. */
  readonly memory: number
  /** The index of momentum, or of the first beta if the group has betas; -1 without both. */
  readonly momentum: number
  /** The index of the second beta; -1 without betas. */
  readonly beta2: number
  /** The clock of its scheduler: it steps at the multiples of this. */
  readonly every: number
  /** The index of the group's lr. */
  readonly lr: number
  /** The indexes of the group's factors; -1 for those that it does not have. */
  readonly factors: GroupFactors
  /** The slots of the nested schedules. */
  readonly children: readonly ParamSlot[]
}

/** A metric that acts at a step: its value, and the step of the report. */
export interface MetricValue {
  readonly value: number
  readonly reportedFor: number
  /** Set if a schedule that becomes active at this step in a sequence counts it. */
  readonly countsAtStart?: true | undefined
}

/** The use of a metric by a rule, at one of its epochs. */
export interface MetricUse {
  readonly epoch: number
  readonly metric: string
}

/** The context of one step: every value, all memory, and the metrics decided at this step. */
export interface StepContext {
  readonly values: Float64Array
  readonly metrics: ReadonlyMap<string, readonly MetricValue[]>
}

/**
 * The mathematics of a scheduler for one value of one group. `epoch` counts the scheduler's own
 * steps, and each result is the new current value. A rule may write its memory, and momentum if
 * `drivesMomentum` is set, the second beta if `setsBeta2` is, and nothing else.
 */
export interface Rule {
  /** Torch's initial step, taken on construction: epoch 0. */
  readonly initial: ValueFunction
  /**
   * Torch's initial step at another epoch: construction with `last_epoch`, one less than `epoch`.
   * Default: next.
   */
  readonly resume?: Rule['next'] | undefined
  /** The parameters of the clock after such a construction, if `epoch` alone is not enough. */
  readonly originAt?: ((epoch: number) => readonly number[]) | undefined
  /** The same at the present epoch: with them, a rule with other arguments continues there. */
  readonly originNow?:
    ((epoch: number, slot: Pick<ParamSlot, 'origin'>) => readonly number[]) | undefined
  /** The arguments on which {@link Rule.originNow} depends: with the same ones the origin stays. */
  readonly clock?: readonly number[] | undefined
  /** The epoch of each nested schedule that steps at the present epoch; below 0 before its first. */
  readonly nestedEpochs?: Rule['originNow']
  /** Set if nested schedules are constructed at the same epoch. Default: at epoch 0. */
  readonly startsNestedAtEpoch?: true | undefined
  /** The value at `epoch` ≥ 1 from the previous value. */
  readonly next: (epoch: number, value: number, slot: ParamSlot, context: StepContext) => number
  /**
   * The value at any `epoch` ≥ 0, fractions included, independent of the current value. It sets
   * momentum for that epoch if the rule drives momentum, and writes nothing else.
   */
  readonly closed?: ((epoch: number, slot: ParamSlot, context: StepContext) => number) | undefined
  /**
   * A later epoch, or Infinity: from this epoch to that one, both included, the closed form only rises
   * or only falls, apart from the rounding of the last bit. Default: not known.
   */
  readonly monotoneTo?: EpochFunction | undefined
  /**
   * The same for the steps: in addition `next` at any of these epochs gives its value from the value
   * at this epoch, as if the steps between had been taken. Default: monotoneTo, if it overwrites.
   */
  readonly skipTo?: EpochFunction | undefined
  /** The value when SequentialLR activates it. Default: closed at 0, or the initial step. */
  readonly restart?: ValueFunction | undefined
  /** Counts the metrics that act at the step at which SequentialLR activates it, after `restart`. */
  readonly countAtStart?: ValueFunction | undefined
  /**
   * The first use of a metric at or after an epoch ≥ 1; undefined if there is none. Default: that of
   * the nested rules, on the same clock.
   */
  readonly metricUse?: ((epoch: number, slot: ParamSlot) => MetricUse | undefined) | undefined
  /** The first part of the constructor, before `initial_lr` is read: writes extras or values. */
  readonly prepare?: ((slot: ParamSlot, context: StepContext, epoch: number) => void) | undefined
  /** The last part of the constructor, if it is not the initial step. */
  readonly construct?: ValueFunction | undefined
  /** Replaces the base after the construction. */
  readonly base?: number | undefined
  /** Set if the constructor neither reads nor writes `initial_lr`. */
  readonly ignoresInitialValue?: true | undefined
  /**
   * Set if its steps use the previous value and never the initial one. Torch steps a group that the
   * constructor has not seen with such a scheduler, and leaves no `initial_lr` in the group.
   */
  readonly recursive?: boolean | undefined
  /** The initial memory. The groups of a scheduler share it. */
  readonly memory?: readonly number[] | undefined
  /** The indices of the memory that each group has of its own. */
  readonly groupMemory?: readonly number[] | undefined
  /** Set if it drives momentum too. */
  readonly drivesMomentum?: boolean | undefined
  /** Set if it sets the second beta too. */
  readonly setsBeta2?: boolean | undefined
  /** The number of steps until the value is constant, if it is known. */
  readonly length?: number | undefined
  /** Set if no step uses the current value: what acted on it before has no effect then. */
  readonly overwrites?: boolean | undefined
  /** The run for which it was made, if its arguments say that. */
  readonly run?: Run | undefined
}

/** The steps of the run for which a rule was made, and what it does after them. */
export interface Run {
  readonly steps: number
  readonly then: AfterRun
}

/**
 * After its run a rule keeps its last value (`holds`), has values that only a longer run was to
 * have (`turns`), or has no value (`ends`); or it is that of a library (`library`).
 */
export type AfterRun = 'holds' | 'turns' | 'ends' | 'library'

/** The longest run of some rules that act together: those without a run do not count. */
export const longestRun = (rules: readonly Rule[]): Run | undefined =>
  rules
    .flatMap(({ run }) => run ?? [])
    .reduce<Run | undefined>((a, b) => (a && a.steps >= b.steps ? a : b), undefined)

/** The run of a rule that begins later. */
export const laterRun = (run: Run | undefined, by: number): Run | undefined =>
  run && { ...run, steps: run.steps + by }

type EpochFunction = (epoch: number, slot: ParamSlot) => number

/** How far the steps of a rule can be left out. Undefined if each has to be taken. */
export const skipOf = ({ skipTo, overwrites, monotoneTo }: Rule): EpochFunction | undefined =>
  skipTo ?? (overwrites === true ? monotoneTo : undefined)

type ValueFunction = (value: number, slot: ParamSlot, context: StepContext) => number

/**
 * The count of a schedule that computes from one of its own, which SequentialLR does not reset when it
 * activates it: of its steps, or of those after its first one.
 */
export type OwnCount = 'steps' | 'steps_after_first'

/** A rule and its nested rules. Each has its own slot. */
export interface RuleTree extends Rule {
  /** If set, the epoch that it gets in a sequence is this count. */
  readonly ownCount: OwnCount | undefined
  readonly children: readonly RuleTree[]
}

/** The size of a rule's memory in doubles, nested rules included. */
export const memorySize = ({ memory = [], children }: RuleTree): number =>
  children.reduce((sum, child) => sum + memorySize(child), memory.length)

/** The number of rules in a tree, its root included. */
export const countRules = ({ children }: RuleTree): number =>
  children.reduce((sum, child) => sum + countRules(child), 1)

/** Whether a rule, or a nested one, has a property. */
export const anyRule = (rule: RuleTree, has: (rule: RuleTree) => boolean): boolean =>
  has(rule) || rule.children.some((child) => anyRule(child, has))

/** The first use of a metric by a rule, or by a nested one, at or after an epoch. */
export function firstMetricUse(
  rule: RuleTree,
  epoch: number,
  slot: ParamSlot,
): MetricUse | undefined {
  if (rule.metricUse) return rule.metricUse(epoch, slot)
  let first: MetricUse | undefined
  for (const [index, child] of rule.children.entries()) {
    const use = firstMetricUse(child, epoch, slot.children[index]!)
    if (use && (!first || use.epoch < first.epoch)) first = use
  }
  return first
}

/** Thrown by a rule without a value at some step, with the reason. */
export class UndefinedValue extends Error {}

/** Thrown by a rule after its last step. */
export class ScheduleEnded extends Error {}

/** The first value of a nested rule when the outer rule activates it. */
export function restart(rule: Rule, value: number, slot: ParamSlot, context: StepContext): number {
  if (rule.restart) return rule.restart(value, slot, context)
  return rule.closed ? rule.closed(0, slot, context) : rule.initial(value, slot, context)
}
