import { longestRun, restart, skipOf, type Rule, type RuleTree } from './rule.ts'
import { schedule } from './schedule.ts'

/**
 * Steps every nested scheduler, in order, on the same value. When SequentialLR activates a chain,
 * which torch cannot do, the first nested scheduler restarts as it would alone, and the others take
 * their initial steps on its result.
 * Source: torch.optim.lr_scheduler.ChainedScheduler.
 */
export const ChainedScheduler = schedule({
  type: 'ChainedScheduler',
  summary: 'Steps several schedulers one after the other on the same value.',
  arguments: {},
  nestingField: 'schedulers',
  example: {
    type: 'ChainedScheduler',
    schedulers: [
      { type: 'ConstantLR', factor: 0.1, total_iters: 20 },
      { type: 'ExponentialLR', gamma: 0.9 },
    ],
  },
  rule: (_given, _around, children) => ({
    ignoresInitialValue: true,
    skipTo: skipOfAll(children),
    overwrites: children.some((child) => child.overwrites === true),
    run: longestRun(children),
    recursive: children.every((child) => child.recursive === true),
    startsNestedAtEpoch: true,
    nestedEpochs: (epoch) => children.map(() => epoch),
    construct: (value) => value,
    initial: (value, slot, context) =>
      children.reduce(
        (current, child, at) => child.initial(current, slot.children[at]!, context),
        value,
      ),
    next: (epoch, value, slot, context) =>
      children.reduce(
        (current, child, at) => child.next(epoch, current, slot.children[at]!, context),
        value,
      ),
    restart: (value, slot, context) =>
      children.reduce(
        (current, child, at) =>
          at === 0
            ? restart(child, current, slot.children[at]!, context)
            : child.initial(current, slot.children[at]!, context),
        value,
      ),
    countAtStart: (value, slot, context) =>
      children.reduce(
        (current, child, at) =>
          child.countAtStart?.(current, slot.children[at]!, context) ?? current,
        value,
      ),
  }),
  stateDict: (_given, { inherited, began, children }) => ({
    _last_lr: inherited._last_lr,
    _schedulers: children.map((child) => child.at(inherited.last_epoch, began)),
  }),
})

/** After a value that is overwritten, a change by the next scheduler would last one step only. */
function skipOfAll(children: readonly RuleTree[]): Rule['skipTo'] {
  const skips = children.map(skipOf)
  if (skips.includes(undefined) || children.some(({ overwrites }) => overwrites)) return undefined
  return (epoch, { children: slots }) =>
    Math.min(...skips.map((skip, at) => skip!(epoch, slots[at]!)))
}
