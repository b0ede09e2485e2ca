import { z } from 'zod'
import { initialKey, restart } from './rule.ts'
import { argument, ArgumentRefusal } from './argument.ts'
import { Milestone } from './duration.ts'
import { schedule } from './schedule.ts'

/**
 * One scheduler after the other: at each milestone the next one takes over, from its own epoch 0
 * and, if it has a closed form, from the base value. On construction all of them are constructed
 * in order, the value goes back to the initial one, and the first takes its initial step.
 *
 * Torch takes a chain or a sequence inside it as the first one only, and then with a step too many,
 * and ReduceLROnPlateau not at all. Here they may stand anywhere: a sequence or a chain starts
 * afresh where it is handed over to, without that step, and a plateau goes on from the current
 * value and hears the metric only while it is its turn.
 * Source: torch.optim.lr_scheduler.SequentialLR.
 */
export const SequentialLR = schedule({
  type: 'SequentialLR',
  summary: 'Runs one scheduler after the other, changing at milestones.',
  arguments: {
    milestones: argument(
      z.array(Milestone).max(100),
      'The steps at which the next scheduler takes over, ascending: one fewer than schedulers.',
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
    return {
      initial: (_value, { groupExtras, param, children: slots }, context) =>
        children[first]!.initial(groupExtras[initialKey(param)]!, slots[first]!, context),
      next: (epoch, value, { children: slots }, context) => {
        const active = activeAt(milestones, epoch)
        const began = active === 0 ? 0 : milestones[active - 1]!
        return began === epoch
          ? restart(children[active]!, value, slots[active]!, context)
          : children[active]!.next(epoch - began, value, slots[active]!, context)
      },
      restart: (value, { children: slots }, context) =>
        restart(children[first]!, value, slots[first]!, context),
    }
  },
  stateDict: ({ milestones }, { inherited, children }) => {
    const { last_epoch, _last_lr } = inherited
    const epochs = childEpochsAt(milestones, last_epoch)
    const _schedulers = children.map((child, index) => child(epochs[index]!))
    return { _milestones: milestones, last_epoch, _last_lr, _schedulers }
  },
})

/** Whose turn it is: how many milestones are at or before the epoch. */
function activeAt(milestones: readonly number[], epoch: number): number {
  let active = 0
  while (active < milestones.length && milestones[active]! <= epoch) active += 1
  return active
}

/** The epoch that each scheduler has come to: its last one if its turn is over, -1 before its turn. */
function childEpochsAt(milestones: readonly number[], epoch: number): number[] {
  const active = activeAt(milestones, epoch)
  return [0, ...milestones].map((began, index) => {
    if (index > active) return -1
    return (index === active ? epoch : milestones[index]! - 1) - began
  })
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
    `given ${wrong} after ${before}, wanted them to rise`,
  )
}
