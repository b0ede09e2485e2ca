import { argumentsFor, childrenOf, perGroupArguments } from '../definition/per_group_arguments.ts'
import { differsByGroup, monitorsOf, startEpoch } from '../definition/scheduler.ts'
import { scheduleOf, type Scheduler, type SchedulerBody } from '../schedules/catalogue.ts'
import type { ParamSlot } from '../schedules/rule.ts'
import { mergedStateDict, sharedPart, type StateDict } from '../schedules/state_dict.ts'
import type { GroupLayout } from '../trajectory/frame.ts'
import type { State } from '../trajectory/state.ts'

/** The state dict of a scheduler on some of its groups. */
export interface StateDictPart {
  /** In the order of the optimizer's groups, which is that of the lists in the dict. */
  readonly groups: readonly string[]
  readonly stateDict: StateDict
}

/** State dicts by scheduler. A scheduler is in one of the two records at most. */
export interface StateDicts {
  /** Of the schedulers that one torch scheduler on all their groups can be. */
  readonly whole: Readonly<Record<string, StateDict>>
  /**
   * Of the others, in several parts: their groups differ in an argument that torch takes for all
   * groups, or in their clocks, so torch needs a scheduler for each part.
   */
  readonly parts: Readonly<Record<string, readonly StateDictPart[]>>
}

/**
 * What `state_dict()` of torch 2.13 returns for each scheduler, in an optimizer with the groups
 * that it drives. A torch program that constructs the scheduler with the same arguments on these
 * groups, calls `load_state_dict` and then sets the groups' values and extra keys continues with
 * the same values. Schedulers without a class in torch are omitted, also schedulers that contain
 * one, and schedulers without groups. A nesting that torch cannot activate has a dict, but fails
 * in torch later.
 *
 * What JSON cannot represent is left out where the constructor has set it: `milestones` of
 * MultiStepLR, whose keys are ints, and `best` of ReduceLROnPlateau before any metric, an infinity.
 * After a metric of the best infinity `best` is the word "inf" or "-inf", which a loader converts
 * to a float. `mode_worse` is such a word too, and load_state_dict sets it again. Functions are
 * null, as in torch. A whole float is written without its point.
 *
 * Some keys differ from torch's, and no computation uses them: `_last_lr` is the present value that
 * the schedulers have given, while torch has the last value written by this scheduler, before an
 * edit, another scheduler, or the next ones in a chain; and `last_epoch` of ReduceLROnPlateau counts
 * its steps, with a metric or without. The dict contains no `every`, `param`, `min` and `max`, and
 * no factors and held values: under another `param`, `lr` stands for it.
 */
export function stateDicts(state: State): StateDicts {
  const bound = Map.groupBy(state.program.bindings, ({ scheduler }) => scheduler)
  const columns = new Map(state.program.layouts.map((each) => [each.name, each]))
  const found = state.frame.schedulers
    .filter(({ scheduler }) => isInTorch(scheduler) && bound.has(scheduler.name))
    .map(({ scheduler }) => {
      const dicts = bound.get(scheduler.name)!.map((binding) => {
        const { group, slot, every, epochOffset } = binding
        const epoch = Math.floor(state.step / every) - epochOffset
        const clock = { epoch, began: startEpoch(scheduler) }
        const at = { group, values: state.values, usesBeta1: holdsBeta1(columns.get(group)!, slot) }
        return { group, stateDict: stateDictOf(scheduler, slot, clock, at) }
      })
      return [scheduler.name, partsOf(scheduler, dicts)] as const
    })
  const whole = found.filter(([, parts]) => parts.length === 1)
  return {
    whole: Object.fromEntries(whole.map(([name, [part]]) => [name, part!.stateDict])),
    parts: Object.fromEntries(found.filter(([, parts]) => parts.length > 1)),
  }
}

/** Whether torch has the type and all nested types, and no nested scheduler monitors a metric. */
const isInTorch = (body: SchedulerBody): boolean =>
  scheduleOf(body.type).stateDict !== undefined &&
  childrenOf(body).every(({ inner }) => isInTorch(inner) && monitorsOf(inner).length === 0)

const holdsBeta1 = ({ paths, offset }: GroupLayout, { momentum }: ParamSlot): boolean =>
  paths[momentum - offset] === 'betas.0'

interface GroupStateDict {
  readonly group: string
  readonly stateDict: StateDict
}

/** Groups that can have one torch scheduler together, with its dict. */
function partsOf(scheduler: Scheduler, dicts: readonly GroupStateDict[]): StateDictPart[] {
  const byGroup = differsByGroup(scheduler)
  const alike = Map.groupBy(dicts, ({ group, stateDict }) =>
    JSON.stringify([byGroup ? commonArguments(scheduler, group) : [], sharedPart(stateDict)]),
  )
  return [...alike.values()].map((each) => ({
    groups: each.map(({ group }) => group),
    stateDict: mergedStateDict(each.map(({ stateDict }) => stateDict)),
  }))
}

/** The arguments of a group that torch takes once for all groups, nested ones included. */
function commonArguments(body: SchedulerBody, group: string): unknown[] {
  const given = argumentsFor(body, group)
  const own = Object.entries(scheduleOf(body.type).arguments)
    .filter(([, { list }]) => !list)
    .map(([name]) => given[name])
  return [...own, ...childrenOf(body).map(({ inner }) => commonArguments(inner, group))]
}

/** The epoch of a scheduler, and that of its initial step. */
interface Clock {
  readonly epoch: number
  readonly began: number
  readonly clock?: number
}

/** A group at the present step. */
interface GroupAtStep {
  readonly group: string
  readonly values: Float64Array
  readonly usesBeta1: boolean
}

function stateDictOf(
  body: SchedulerBody,
  slot: ParamSlot,
  { epoch, began, clock = epoch }: Clock,
  groupAtStep: GroupAtStep,
): StateDict {
  const { group, values, usesBeta1 } = groupAtStep
  const children = childrenOf(body).map(({ inner }, index) => ({
    ownCount: scheduleOf(inner.type).ownCount,
    at: (at: number, since: number, counted = at) =>
      stateDictOf(
        inner,
        slot.children[index]!,
        { epoch: at, began: since, clock: counted },
        groupAtStep,
      ),
  }))
  const inherited = {
    base_lrs: [slot.base],
    last_epoch: epoch,
    // The initial step counts, even if a sequence has reset last_epoch after it.
    _step_count: Math.max(1, epoch - began + 1),
    _is_initial: false,
    _get_lr_called_within_step: false,
    _last_lr: [values[slot.column]!],
  }
  const source = {
    inherited,
    memory: values.subarray(slot.memory),
    began,
    clock,
    origin: slot.origin,
    usesBeta1,
    byGroup: perGroupArguments(body),
    children,
  }
  return scheduleOf(body.type).stateDict!(argumentsFor(body, group), source)
}
