import { restart } from './rule.ts'
import { schedule } from './schedule.ts'

/**
 * Steps every scheduler inside it, in order, on the same value. Where SequentialLR hands over to
 * it, which torch cannot do, the first one restarts as it would alone and the others take their
 * initial steps on what it gives.
 * Source: torch.optim.lr_scheduler.ChainedScheduler.
 */
export const ChainedScheduler = schedule({
  type: 'ChainedScheduler',
  summary: 'Steps several schedulers one after the other on the same value.',
  arguments: {},
  inside: 'schedulers',
  example: {
    type: 'ChainedScheduler',
    schedulers: [
      { type: 'ConstantLR', factor: 0.1, total_iters: 20 },
      { type: 'ExponentialLR', gamma: 0.9 },
    ],
  },
  rule: (_given, _around, children) => ({
    unanchored: true,
    construct: (value) => value,
    initial: (value, seat, now) =>
      children.reduce((so, child, at) => child.initial(so, seat.children[at]!, now), value),
    next: (epoch, value, seat, now) =>
      children.reduce((so, child, at) => child.next(epoch, so, seat.children[at]!, now), value),
    restart: (value, seat, now) =>
      children.reduce(
        (so, child, at) =>
          at === 0
            ? restart(child, so, seat.children[at]!, now)
            : child.initial(so, seat.children[at]!, now),
        value,
      ),
  }),
  stateDict: (_given, { inherited, children }) => ({
    _last_lr: inherited._last_lr,
    _schedulers: children.map((child) => child(inherited.last_epoch)),
  }),
})
