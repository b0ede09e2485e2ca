import { z } from 'zod'
import {
  firstMetricUse,
  initialKey,
  laterRun,
  restart,
  skipOf,
  type MetricUse,
  type ParamSlot,
  type Rule,
  type RuleTree,
  type StepContext,
} from './rule.ts'
import { argument, ArgumentRefusal } from './argument.ts'
import { Milestone } from './duration.ts'
import { activeAt, clockAt, clockOf, originAt, positionAt } from './parts/sequence_clock.ts'
import { schedule } from './schedule.ts'
import { withInitialStep } from './state_dict.ts'

/**
 * Consecutive schedulers: at each milestone the next one becomes active, from its own epoch 0 and,
 * if it has a closed form, from the base value. On construction all of them are constructed in
 * order, the value is reset to the initial one, and the first one takes its initial step.
 *
 * Torch accepts a nested chain or sequence only as the first scheduler, and then takes one step too
 * many; it does not accept ReduceLROnPlateau at all. Here each is allowed at any position: a
 * sequence or a chain restarts when it becomes active, without the extra step, and a plateau starts
 * from the current value and uses the metric only while it is active: from its milestone on.
 * Source: torch.optim.lr_scheduler.SequentialLR.
 */
export const SequentialLR = schedule({
  type: 'SequentialLR',
  summary: 'Consecutive schedulers, with a change at each milestone.',
  arguments: {
    milestones: argument(
      z.array(Milestone).max(100),
      'The first step of each scheduler but the first, ascending: one fewer than schedulers.',
    ),
  },
  nestingField: 'schedulers',
  example: {
    type: 'SequentialLR',
    schedulers: [
      { type: 'LinearLR', start_factor: 0.1, total_iters: 500 },
      { type: 'CosineAnnealingLR', T_max: 9500 },
    ],
    milestones: [500],
  },
  rule: ({ milestones }, _around, children) => {
    refuseMilestones(milestones, children.length)
    const first = activeAt(milestones, 0)
    const initial: Rule['initial'] = (_value, { groupExtras, param, children: slots }, context) =>
      children[first]!.initial(groupExtras[initialKey(param)]!, slots[first]!, context)
    return {
      overwrites: children.every((child) => child.overwrites === true),
      run: laterRun(children.at(-1)!.run, milestones.at(-1) ?? 0),
      initial,
      // Torch's constructor moves the counter only: the nested schedulers begin at their epoch 0.
      resume: (_epoch, value, slot, context) => initial(value, slot, context),
      originAt: (epoch) => [epoch, ...children.map((_, index) => (index === first ? 0 : -1))],
      clock: milestones,
      originNow: (epoch, { origin }) => originAt(children, milestones, epoch, origin),
      nestedEpochs: (epoch, { origin }) =>
        children.map((child, index) => {
          const position = positionAt(index, { milestones, epoch, origin }, child.ownCount)
          return position.epoch < 0 ? -1 : clockAt(child, position)
        }),
      next: (epoch, value, { children: slots, origin }, context) => {
        const active = activeAt(milestones, epoch)
        const child = children[active]!
        const began = active === 0 ? 0 : milestones[active - 1]!
        const at = origin ? clockOf(child, active, { milestones, epoch, origin }) : epoch - began
        const isMilestone = active > 0 && began === epoch
        return isMilestone && child.ownCount === undefined
          ? activate(child, value, slots[active]!, context)
          : child.next(at, value, slots[active]!, context)
      },
      metricUse: (epoch, slot) => metricUseIn(milestones, children, epoch, slot),
      skipTo: skipInSequence(milestones, children),
      restart: (value, { children: slots }, context) =>
        restart(children[first]!, value, slots[first]!, context),
      countAtStart: (value, { children: slots }, context) =>
        children[first]!.countAtStart?.(value, slots[first]!, context) ?? value,
    }
  },
  stateDict: ({ milestones }, { inherited, children, origin }) => {
    const { last_epoch, _last_lr } = inherited
    const first = activeAt(milestones, 0)
    const _schedulers = children.map((child, index) => {
      const clock = { milestones, epoch: last_epoch, origin }
      const position = positionAt(index, clock, child.ownCount)
      const { epoch, count } = position
      const dict = child.at(epoch, epoch - count, clockAt(child, position))
      return index === first ? withInitialStep(dict) : dict
    })
    return { _milestones: milestones, last_epoch, _last_lr, _schedulers }
  },
})

/** The first value of a scheduler that becomes active, and a metric at this step is its first one. */
function activate(child: RuleTree, value: number, slot: ParamSlot, context: StepContext): number {
  const first = restart(child, value, slot, context)
  return child.countAtStart?.(first, slot, context) ?? first
}

/** Steps may be left out up to a milestone, as far as those of the scheduler that is active. */
function skipInSequence(
  milestones: readonly number[],
  children: readonly RuleTree[],
): Rule['skipTo'] {
  const skips = children.map(skipOf)
  if (skips.includes(undefined)) return undefined
  return (epoch, { children: slots, origin }) => {
    if (origin) return epoch + 1
    const active = activeAt(milestones, epoch)
    const began = active === 0 ? 0 : milestones[active - 1]!
    const own = began + skips[active]!(epoch - began, slots[active]!)
    const milestone = milestones[active] ?? Infinity
    return Math.min(own, milestone - 1 > epoch ? milestone - 1 : milestone)
  }
}

/** The first use of a metric at or after an epoch, by the scheduler that is active there. */
function metricUseIn(
  milestones: readonly number[],
  children: readonly RuleTree[],
  epoch: number,
  { children: slots, origin }: ParamSlot,
): MetricUse | undefined {
  let from = epoch
  for (let active = activeAt(milestones, epoch); active < children.length; active++) {
    const at = clockOf(children[active]!, active, { milestones, epoch: from, origin })
    const use = firstMetricUse(children[active]!, at, slots[active]!)
    const end = milestones[active] ?? Infinity
    if (use && use.epoch - at + from < end) return { ...use, epoch: use.epoch - at + from }
    from = end
  }
  return undefined
}

function refuseMilestones(milestones: readonly number[], schedulers: number): void {
  if (milestones.length !== schedulers - 1) {
    throw new ArgumentRefusal(
      'milestones',
      `given ${milestones.length} for ${schedulers} schedulers, wanted ${schedulers - 1}`,
    )
  }
  const at = milestones.findIndex((each, index) => index > 0 && each <= milestones[index - 1]!)
  if (at < 0) return
  const [before, wrong] = [milestones[at - 1], milestones[at]]
  throw new ArgumentRefusal(
    ['milestones', at],
    `given ${wrong} after ${before}, wanted ascending steps`,
  )
}
