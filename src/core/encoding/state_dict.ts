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
 * What `state_dict()` of torch 2.13 returns for each scheduler in an optimizer that holds only the
 * one group. Who constructs the same scheduler there, loads the dict, and gives the group its values
 * and extra keys goes on as we do. Schedulers that torch does not have are left out, and so are those
 * that hold one. A nesting that torch cannot hand over to has a dict, but fails there later.
 *
 * JSON cannot carry all of it, so a loader turns the keys of `milestones` into ints and the object
 * into a `collections.Counter`, and the words "inf" and "-inf" in `best` and `mode_worse` into
 * floats. Functions are null, as torch writes them, and must be constructed anew. A whole float is
 * written without its point.
 *
 * It differs from torch's where nothing is reckoned from it: `_last_lr` is the present value, where
 * torch's is what this scheduler wrote last, before an edit, another scheduler, or the next ones in
 * a chain; and `last_epoch` of ReduceLROnPlateau counts its steps, with a metric or without. Of
 * ours, `every`, `param`, `min` and `max` do not show: under another `param`, `lr` stands for it.
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

/** Whether torch has it: it knows the type, and those inside, none of which goes by a metric. */
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
  const source = { inherited, memory, usesBeta1, children }
  return scheduleOf(body.type).stateDict!(argumentsFor(body, group), source)
}

const inheritedAttributes = (base: number, epoch: number, value: number): InheritedAttributes => ({
  base_lrs: [base],
  last_epoch: epoch,
  // The initial step counts, also where a sequence has undone it.
  _step_count: Math.max(1, epoch + 1),
  _is_initial: false,
  _get_lr_called_within_step: false,
  _last_lr: [value],
})
