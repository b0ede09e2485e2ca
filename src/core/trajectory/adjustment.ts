import { hyperparameterOf } from '../hyperparameters.ts'
import { refuse } from '../problem.ts'
import type { InputOf, Released } from './input.ts'

/**
 * A factor on a value, or a fixed value, over what the schedulers give. They continue underneath
 * with their own value.
 */
export interface Adjustment {
  readonly kind: 'multiply' | 'hold'
  readonly path: string
  readonly value: number
  /** The revision of its edit. */
  readonly revision: number
  /** The first step at which it no longer acts; absent if it acts until it is released. */
  readonly until?: number | undefined
}

/** Whether an adjustment acts at a step, if it has not been released. */
export const isInForce = ({ until = Infinity }: Adjustment, step: number): boolean => step < until

/** Those of some adjustments that act at a step. */
export const inForceAt = (
  adjustments: readonly Adjustment[] | undefined,
  step: number,
): readonly Adjustment[] | undefined => adjustments?.filter((each) => isInForce(each, step))

/** Whether a release names an adjustment: its path, or the list that it is in. */
export const isReleased = ({ kind, path }: Adjustment, release: Released): boolean =>
  release[kind].some((each) => each === path || each === hyperparameterOf(path))

/** The adjustments of a group after an edit at a step: ended and released ones are dropped. */
export function adjustmentsAfter(
  before: readonly Adjustment[],
  {
    step,
    revision,
    multiply = {},
    hold = {},
    release,
    untilStep: until,
  }: InputOf<'edited'> & EditAt,
): readonly Adjustment[] {
  const isKept = (each: Adjustment) =>
    isInForce(each, step) && !(release && isReleased(each, release))
  const added = (kind: Adjustment['kind'], values: Readonly<Record<string, number>>) =>
    Object.entries(values).map(([path, value]): Adjustment => ({
      ...{ kind, path, value, revision },
      ...(until === undefined ? {} : { until }),
    }))
  return [...before.filter(isKept), ...added('multiply', multiply), ...added('hold', hold)]
}

interface EditAt {
  readonly step: number
  readonly revision: number
}

/** A value with its adjustments: the last hold in force, else times each factor, in order. */
export function adjusted(value: number, adjustments: readonly Adjustment[], step: number): number {
  const inForce = adjustments.filter((each) => isInForce(each, step))
  const hold = inForce.findLast(({ kind }) => kind === 'hold')
  if (hold) return hold.value
  return inForce.reduce((product, { value: factor }) => product * factor, value)
}

/** A value of a group that is shown with adjustments. */
export interface AdjustedColumn {
  readonly group: string
  /** The column that is shown. */
  readonly column: number
  /** The column of the schedulers. */
  readonly driven: number
  readonly adjustments: readonly Adjustment[]
}

/** Writes the shown value of a column at a step. */
export function adjustColumn(
  { group, column, driven, adjustments }: AdjustedColumn,
  step: number,
  values: Float64Array,
): void {
  const value = adjusted(values[driven]!, adjustments, step)
  if (!Number.isFinite(value)) {
    const [{ revision, path }] = adjustments.slice(-1) as [Adjustment]
    const reason = `"${path}" with its factors evaluates to ${value}`
    refuse({ code: 'value_not_finite', edit: revision, group, step, reason })
  }
  values[column] = value
}
