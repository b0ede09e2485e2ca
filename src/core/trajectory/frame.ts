import type { Constants, GroupOptions } from '../group_options.ts'
import { unflatten, type Values } from '../hyperparameters.ts'
import type { ParamSlot, RuleTree } from '../schedules/rule.ts'
import type { GroupArguments } from '../definition/late_arguments.ts'
import type { Bounds } from '../definition/scheduler.ts'
import type { Scheduler } from '../schedules/catalogue.ts'
import { adjusted, type AdjustedColumn, type Adjustment } from './adjustment.ts'
import type { SavedSlot } from './slot.ts'

/** A group at the first step of its frame. */
export interface FrameGroup {
  readonly name: string
  /** The step at which it was added. Unless it joined, earlier schedulers count from this step. */
  readonly since: number
  /** Set if it joined the schedulers at their epoch. */
  readonly joined?: true | undefined
  /** As the schedulers leave them, without adjustments. */
  readonly values: Values
  readonly adjustments?: readonly Adjustment[] | undefined
  /** Its values that are not numbers: they never change. */
  readonly constants?: Constants | undefined
  /** Extra keys of the schedulers' constructors: torch's `initial_lr`, `max_lr`, ... */
  readonly groupExtras: Values
  /** Its own arguments of schedulers that are attached later. */
  readonly laterArguments?: GroupArguments | undefined
  /** The saved slot of each scheduler that drives it, by the scheduler's name. Others do not. */
  readonly slots: Readonly<Record<string, SavedSlot>>
}

/** A scheduler and the step at which it was attached. */
export interface Attached {
  readonly since: number
  readonly scheduler: Scheduler
  /** The slot of its last group, kept while it has none. */
  readonly lastSlot?: SavedSlot | undefined
}

/** Whether a group shares the clock of a scheduler: it was not constructed on it again later. */
export const isOnSharedClock = (
  { joined, since: added }: Pick<FrameGroup, 'since' | 'joined'>,
  since: number,
): boolean => joined === true || added <= since

/**
 * The groups and the attached schedulers between two inputs. Steps without inputs keep the same
 * frame object, so the moving values can be stored separately.
 */
export interface Frame {
  readonly step: number
  readonly groups: readonly FrameGroup[]
  readonly schedulers: readonly Attached[]
  readonly totalSteps?: number | undefined
}

/** One scheduler on one value of one group. */
export interface Binding extends Bounds {
  readonly rule: RuleTree
  readonly slot: ParamSlot
  /** It steps at the multiples of this. */
  readonly every: number
  /** The number of those multiples up to the construction on this group: its epoch 0. */
  readonly epochOffset: number
  readonly group: string
  readonly scheduler: string
}

/** The columns of one group's values. */
export interface GroupLayout {
  readonly name: string
  readonly paths: readonly string[]
  readonly offset: number
  readonly constants: Constants | undefined
  /** Whether each path is the name of a hyperparameter, without elements of lists. */
  readonly isFlat: boolean
}

/** A compiled frame. */
export interface Program {
  readonly layouts: readonly GroupLayout[]
  readonly bindings: readonly Binding[]
  /** The columns that are shown with adjustments, after the schedulers have stepped. */
  readonly adjustedColumns: readonly AdjustedColumn[]
  /** The number of schedulers that block all ranks until their metric is decided. */
  readonly barrierCount: number
  /** The bindings that step by a metric which no step requires: that of a scheduler without `every`. */
  readonly metricBindings: readonly Binding[]
  /** The number of rules per step, nested rules included. */
  readonly rulesPerStep: number
  /** The number of columns: the values of all groups, and then the memory of the rules. */
  readonly length: number
  /** The columns that schedulers change, ascending. All others are constant in this frame. */
  readonly movingColumns: readonly number[]
}

/** The values of a group as they are shown at a step. */
export const shownValues = ({ values, adjustments }: FrameGroup, step: number): Values =>
  adjustments === undefined
    ? values
    : Object.fromEntries(
        Object.entries(values).map(([path, value]) => {
          const own = adjustments.filter((each) => each.path === path)
          return [path, adjusted(value, own, step)] as const
        }),
      )

/** One group's hyperparameters in their original shape, lists as lists, and its constants. */
export function hyperparametersAt(columns: GroupLayout, values: Float64Array): GroupOptions {
  const { paths, offset, constants, isFlat } = columns
  if (!isFlat) return { ...unflatten(paths, (index) => values[offset + index]!), ...constants }
  const found: Record<string, number> = {}
  for (let index = 0; index < paths.length; index++) found[paths[index]!] = values[offset + index]!
  return constants ? { ...found, ...constants } : found
}
