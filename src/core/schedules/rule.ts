/** What a constructor leaves in a group beside its values, as torch does: initial_lr, max_lr, ... */
export type GroupExtras = Record<string, number>

/** The extra key of a group that holds the initial value of a hyperparameter: torch's `initial_lr`. */
export const initialKey = (param: string): string => `initial_${param}`

/** The slot of a rule on one value of one group. It stays as it is from one input to the next. */
export interface ParamSlot {
  /** The hyperparameter driven: `lr`, or another one's path. */
  readonly param: string
  /** Where its value stands in {@link StepContext.values}. */
  readonly column: number
  /** The group's `initial_lr` (or the like) when this rule was constructed: torch's base_lrs. */
  readonly base: number
  readonly groupExtras: GroupExtras
  /** Where the rule's memory begins in {@link StepContext.values}. */
  readonly memory: number
  /** Where momentum stands, or the first of the betas if the group has betas; -1 if neither. */
  readonly momentum: number
  /** The clock of its scheduler, which steps at the multiples of this. */
  readonly every: number
  /** Where the group's lr stands. */
  readonly lr: number
  /** The slots of the schedules inside this one. */
  readonly children: readonly ParamSlot[]
}

/** A metric that acts at a step: its value, and the step it was reported for. */
export interface MetricValue {
  readonly value: number
  readonly reportedFor: number
}

/** What there is while a step is taken: every value, all memory, and the metrics decided there. */
export interface StepContext {
  readonly values: Float64Array
  readonly metrics: ReadonlyMap<string, readonly MetricValue[]>
}

/**
 * What a scheduler does to one value of one group. `epoch` counts the scheduler's own steps, and
 * each result is the new current value. A rule may write its memory, and momentum if it says so;
 * all else it leaves alone.
 */
export interface Rule {
  /** Torch's initial step, taken on construction: epoch 0. */
  readonly initial: ValueFunction
  /** The value at `epoch` ≥ 1 from the value before it. */
  readonly next: (epoch: number, value: number, slot: ParamSlot, context: StepContext) => number
  /**
   * The value at any `epoch` ≥ 0, fractions included, whatever the current one is. It sets momentum
   * for that epoch if the rule drives it, and writes nothing else.
   */
  readonly closed?: ((epoch: number, slot: ParamSlot, context: StepContext) => number) | undefined
  /** The value where SequentialLR hands over to it. Left out: closed at 0, or the initial step. */
  readonly restart?: ValueFunction | undefined
  /** What the constructor does before `initial_lr` is looked at: writes group extras or values. */
  readonly prepare?: ((slot: ParamSlot, context: StepContext) => void) | undefined
  /** What the constructor itself does last, where that is not the initial step. */
  readonly construct?: ValueFunction | undefined
  /** What takes the place of the base once it is constructed. */
  readonly base?: number | undefined
  /** Set where the constructor leaves `initial_lr` alone. */
  readonly ignoresInitialValue?: true | undefined
  /** How its memory begins. */
  readonly memory?: readonly number[] | undefined
  /** Set where it drives momentum too. */
  readonly drivesMomentum?: boolean | undefined
  /** How many steps it takes until it stands still for ever, where a rule knows. */
  readonly length?: number | undefined
}

type ValueFunction = (value: number, slot: ParamSlot, context: StepContext) => number

/** A rule with the rules inside it, each of which has its own slot. */
export interface RuleTree extends Rule {
  readonly children: readonly RuleTree[]
}

/** How many doubles a rule remembers, rules inside it included. */
export const memorySize = ({ memory = [], children }: RuleTree): number =>
  children.reduce((sum, child) => sum + memorySize(child), memory.length)

/** How many rules there are in one, itself included. */
export const countRules = ({ children }: RuleTree): number =>
  children.reduce((sum, child) => sum + countRules(child), 1)

/** Whether a rule, or one inside it, has a property. */
export const anyRule = (rule: RuleTree, has: (rule: RuleTree) => boolean): boolean =>
  has(rule) || rule.children.some((child) => anyRule(child, has))

/** Thrown by a rule that has no value at some step, with the reason. */
export class UndefinedValue extends Error {}

/** Thrown by a rule that has no values any more. */
export class ScheduleEnded extends Error {}

/** What a rule starts again with when another hands over to it. */
export function restart(rule: Rule, value: number, slot: ParamSlot, context: StepContext): number {
  if (rule.restart) return rule.restart(value, slot, context)
  return rule.closed ? rule.closed(0, slot, context) : rule.initial(value, slot, context)
}
