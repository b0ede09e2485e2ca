import { argumentsFor, childrenOf } from '../definition/per_group_arguments.ts'
import type { GroupLayout } from '../trajectory/frame.ts'
import type { ParamSlot } from '../schedules/rule.ts'
import { monitorsOf } from '../definition/scheduler.ts'
import { scheduleOf, type SchedulerBody } from '../schedules/catalogue.ts'
import type { InheritedAttributes, StateDict } from '../schedules/state_dict.ts'
import type { State } from '../trajectory/state.ts'

/** State dicts by scheduler, then by group. */
export type StateDicts = Readonly<Record<string, Readonly<Record<string, StateDict>>>>

/**
 * The result of `state_dict()` of torch 2.13 for each scheduler, in an optimizer with only the one
 * group. A torch program that constructs the same scheduler, loads the dict and sets the group's
 * values and extra keys continues with the same values. Schedulers without a class in torch are
 * omitted, and also schedulers that contain one. A nesting that torch cannot activate has a dict,
 * but fails in torch later.
 *
 * JSON cannot represent all of a dict, so a loader converts the keys of `milestones` to ints and
 * the object to a `collections.Counter`, and the words "inf" and "-inf" in `best` and `mode_worse`
 * to floats. Functions are null, as in torch, and must be constructed again. A whole float is
 * written without its point.
 *
 * Two keys differ from torch's, and no computation uses them: `_last_lr` is the present value,
 * while torch has the last value written by this scheduler, before an edit, another scheduler, or
 * the next ones in a chain; and `last_epoch` of ReduceLROnPlateau counts its steps, with a metric
 * or without. The dict contains no `every`, `param`, `min` and `max`: under another `param`, `lr`
 * stands for it.
 */
export function stateDicts({ step, frame, program, values }: State): StateDicts {
  const bound = Map.groupBy(program.bindings, ({ scheduler }) => scheduler)
  const columns = new Map(program.layouts.map((each) => [each.name, each]))
  const dicts = frame.schedulers
    .filter(({ scheduler }) => isInTorch(scheduler))
    .map(({ scheduler }) => {
      const byGroup = (bound.get(scheduler.name) ?? []).map(
        ({ group, slot, every, epochOffset }) => {
          const usesBeta1 = holdsBeta1(columns.get(group)!, slot)
          const epoch = Math.floor(step / every) - epochOffset
          return [group, stateDictOf(scheduler, slot, epoch, { group, values, usesBeta1 })] as const
        },
      )
      return [scheduler.name, Object.fromEntries(byGroup)] as const
    })
  return Object.fromEntries(dicts)
}

/** Whether torch has the type and all nested types, and no nested scheduler monitors a metric. */
const isInTorch = (body: SchedulerBody): boolean =>
  scheduleOf(body.type).stateDict !== undefined &&
  childrenOf(body).every(({ inner }) => isInTorch(inner) && monitorsOf(inner).length === 0)

const holdsBeta1 = ({ paths, offset }: GroupLayout, { momentum }: ParamSlot): boolean =>
  paths[momentum - offset] === 'betas.0'

/** A group at the present step. */
interface GroupAtStep {
  readonly group: string
  readonly values: Float64Array
  readonly usesBeta1: boolean
}

function stateDictOf(
  body: SchedulerBody,
  slot: ParamSlot,
  epoch: number,
  groupAtStep: GroupAtStep,
): StateDict {
  const { group, values, usesBeta1 } = groupAtStep
  const children = childrenOf(body).map(
    ({ inner }, index) =>
      (at: number) =>
        stateDictOf(inner, slot.children[index]!, at, groupAtStep),
  )
  const inherited = inheritedAttributes(slot.base, epoch, values[slot.column]!)
  const memory = values.subarray(slot.memory)
  const source = { inherited, memory, origin: slot.origin, usesBeta1, children }
  return scheduleOf(body.type).stateDict!(argumentsFor(body, group), source)
}

const inheritedAttributes = (base: number, epoch: number, value: number): InheritedAttributes => ({
  base_lrs: [base],
  last_epoch: epoch,
  // The initial step counts, even if a sequence has reset last_epoch after it.
  _step_count: Math.max(1, epoch + 1),
  _is_initial: false,
  _get_lr_called_within_step: false,
  _last_lr: [value],
})
