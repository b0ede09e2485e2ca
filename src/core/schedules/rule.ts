/** What a constructor leaves in a group beside its values, as torch does: initial_lr, max_lr, ... */
export type Marks = Record<string, number>

/** The place of a rule on one value of one group. It stays as it is from one input to the next. */
export interface Seat {
  /** The hyperparameter driven: `lr`, or another one's path. */
  readonly param: string
  /** Where its value stands in {@link Moment.values}. */
  readonly column: number
  /** The group's `initial_lr` (or the like) when this rule was constructed: torch's base_lrs. */
  readonly base: number
  readonly marks: Marks
  /** Where the rule's memory begins in {@link Moment.values}. */
  readonly memory: number
  /** Where momentum stands, or the first of the betas if the group has betas; -1 if neither. */
  readonly momentum: number
  /** The clock of its scheduler, which steps at the multiples of this. */
  readonly every: number
  /** Where the group's lr stands. */
  readonly lr: number
  /** The seats of the schedules inside this one. */
  readonly children: readonly Seat[]
}

/** A metric that acts at a step: its value, and the step it was reported for. */
export interface Report {
  readonly value: number
  readonly reportedFor: number
}

/** What there is while a step is taken: every value, all memory, and the metrics decided there. */
export interface Moment {
  readonly values: Float64Array
  readonly metrics: ReadonlyMap<string, readonly Report[]>
}

/**
 * What a scheduler does to one value of one group. `epoch` counts the scheduler's own steps, and
 * each result is the new current value. A rule may write its memory, and momentum if it says so;
 * all else it leaves alone.
 */
export interface Rule {
  /** Torch's initial step, taken on construction: epoch 0. */
  readonly initial: ByValue
  /** The value at `epoch` ≥ 1 from the value before it. */
  readonly next: (epoch: number, value: number, seat: Seat, now: Moment) => number
  /**
   * The value at any `epoch` ≥ 0, fractions included, whatever the current one is. It sets momentum
   * for that epoch if the rule drives it, and writes nothing else.
   */
  readonly closed?: ((epoch: number, seat: Seat, now: Moment) => number) | undefined
  /** The value where SequentialLR hands over to it. Left out: closed at 0, or the initial step. */
  readonly restart?: ByValue | undefined
  /** What the constructor does before `initial_lr` is looked at: writes marks or values. */
  readonly prepare?: ((seat: Seat, now: Moment) => void) | undefined
  /** What the constructor itself does last, where that is not the initial step. */
  readonly construct?: ByValue | undefined
  /** What takes the place of the base once it is constructed. */
  readonly base?: number | undefined
  /** Set where the constructor leaves `initial_lr` alone. */
  readonly unanchored?: true | undefined
  /** How its memory begins. */
  readonly memory?: readonly number[] | undefined
  /** Set where it drives momentum too. */
  readonly drivesMomentum?: boolean | undefined
  /** How many steps it takes until it stands still for ever, where a rule knows. */
  readonly length?: number | undefined
}

type ByValue = (value: number, seat: Seat, now: Moment) => number

/** A rule with the rules inside it, each of which has its own seat. */
export interface Nested extends Rule {
  readonly children: readonly Nested[]
}

/** How many doubles a rule remembers, rules inside it included. */
export const memoryOf = ({ memory = [], children }: Nested): number =>
  children.reduce((sum, child) => sum + memoryOf(child), memory.length)

/** How many rules there are in one, itself included. */
export const countRules = ({ children }: Nested): number =>
  children.reduce((sum, child) => sum + countRules(child), 1)

/** Whether a rule, or one inside it, has a property. */
export const anyRule = (rule: Nested, has: (rule: Nested) => boolean): boolean =>
  has(rule) || rule.children.some((child) => anyRule(child, has))

/** Thrown by a rule that has no value at some step, with the reason. */
export class NoValue extends Error {}

/** Thrown by a rule that has no values any more. */
export class Ended extends Error {}

/** What a rule starts again with when another hands over to it. */
export function restart(rule: Rule, value: number, seat: Seat, now: Moment): number {
  if (rule.restart) return rule.restart(value, seat, now)
  return rule.closed ? rule.closed(0, seat, now) : rule.initial(value, seat, now)
}
