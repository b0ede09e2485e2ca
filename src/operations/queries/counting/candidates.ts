import { covers } from '../../../core/definition/scheduler.ts'
import type { Scheduler } from '../../../core/schedules/catalogue.ts'
import type { Input, InputOf } from '../../../core/trajectory/input.ts'

/** A value, by its group and the path of its hyperparameter. */
export interface Target {
  readonly group: string
  readonly param: string
}

/**
 * The hyperparameters whose values can have an effect on one of them: no scheduler reads another
 * one than its own, except that a schedule of `lr` may drive momentum, and an expression reads `lr`.
 */
export const readPaths = (param: string): readonly string[] =>
  param === 'lr' ? ['lr'] : [param, 'lr']

/** The inputs that can have an effect on a value, in the given order, which is that of effect. */
export function candidatesFor(
  schedulers: readonly Scheduler[],
  inputs: readonly Input[],
  target: Target,
  hyperparameters: readonly string[],
): readonly Input[] {
  // A name may be given again after a detachment: the map has the scheduler that bears it last.
  const byName = new Map(schedulers.map((each) => [each.name, each]))
  return inputs.filter((input) => {
    if (input.kind === 'scheduler_attached') byName.set(input.scheduler.name, input.scheduler)
    return canAffect(input, target, { byName, hyperparameters })
  })
}

interface Names {
  readonly byName: ReadonlyMap<string, Scheduler>
  /** Those of the group: other names in an edit are its extra keys (`initial_lr`, `max_lr`). */
  readonly hyperparameters: readonly string[]
}

function canAffect(input: Input, { group, param }: Target, names: Names): boolean {
  switch (input.kind) {
    case 'edited':
      return input.groups.includes(group) && isRead(input, param, names.hyperparameters)
    case 'group_added':
      return input.group.name === group
    case 'scheduler_attached':
      return covers(input.scheduler, group)
    case 'scheduler_patched':
    case 'scheduler_detached':
      return mayCover(names.byName.get(input.scheduler), group)
    default:
      return !NEVER.has(input.kind)
  }
}

/** The inputs that are no changes of a value. An input of any other kind may be one. */
const NEVER: ReadonlySet<Input['kind']> = new Set([
  'group_removed',
  'metric_decided',
  'cancelled',
  'generation_opened',
  'history_regressed',
])

/** Where its attachment has been compacted away, the groups that a scheduler drove are unknown. */
const mayCover = (scheduler: Scheduler | undefined, group: string): boolean =>
  scheduler === undefined || covers(scheduler, group)

function isRead(edit: InputOf<'edited'>, param: string, own: readonly string[]): boolean {
  const { set, scale = {}, multiply = {}, hold = {}, release } = edit
  const named = [set, scale, multiply, hold].flatMap((each) => Object.keys(each))
  const paths = [...named, ...(release?.multiply ?? []), ...(release?.hold ?? [])]
  const read = readPaths(param)
  return paths.some((path) => read.includes(path) || !own.includes(path))
}
