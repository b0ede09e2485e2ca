import { longestRun, type StepContext, type RuleTree, type Rule, type ParamSlot } from './rule.ts'
import { closedFormRule, closedFormOf } from './parts/closed_form.ts'
import { isMetricDriven, timesFactor } from './parts/times_factor.ts'
import { schedule } from './schedule.ts'

/**
 * The base value times the factor of each nested scheduler: base * prod(child / base). Each nested
 * scheduler has its own clock, from 0, and may have its own `every`. A scheduler that monitors a
 * metric steps on a separate value, which starts at the base and which no edit changes; all others
 * are evaluated by their closed forms. In a ChainedScheduler, by contrast, each nested scheduler
 * steps on the current value.
 */
export const ProductLR = schedule({
  type: 'ProductLR',
  summary: 'The initial value times the factors of several schedulers.',
  arguments: {},
  nestingField: 'schedulers',
  example: {
    type: 'ProductLR',
    schedulers: [
      { type: 'PhasedLR', phases: [{ curve: 'linear', from: 0, to: 1, duration: 500 }] },
      { type: 'MultiStepLR', milestones: [30, 60], gamma: 0.1, every: 1000 },
    ],
  },
  rule: (_given, _around, children) => {
    const own = children.filter(isMetricDriven)
    const common = { overwrites: true, run: longestRun(children) }
    if (own.length > 0) return { ...productWithMetrics(children, own), ...common }
    const closedForms = children.map((child, at) => closedFormOf(child, ['schedulers', at]))
    const form = closedFormRule((epoch, slot, context) => {
      const { base } = slot
      let result = base
      closedForms.forEach((closed, at) => {
        result = timesFactor(result, closed(epoch, slot.children[at]!, context), base)
      })
      return result
    })
    return { ...form, ...common }
  },
})

/** Takes one step of a nested schedule on its separate value. */
type ChildStep = (child: RuleTree, own: number, slot: ParamSlot) => number

/** A product with metric-driven schedules. Its memory has their base and their separate values. */
function productWithMetrics(children: readonly RuleTree[], own: readonly RuleTree[]): Rule {
  const memoryIndexes = children.map((child) => own.indexOf(child))
  const closedForms = children.map((child, at) =>
    memoryIndexes[at]! < 0 ? closedFormOf(child, ['schedulers', at]) : undefined,
  )
  const product = (epoch: number, slot: ParamSlot, context: StepContext, step: ChildStep) => {
    const { values } = context
    const started = values[slot.memory]!
    return children.reduce((result, child, at) => {
      const inside = slot.children[at]!
      const closed = closedForms[at]
      if (closed) return timesFactor(result, closed(epoch, inside, context), slot.base)
      const index = slot.memory + 1 + memoryIndexes[at]!
      values[index] = step(child, values[index]!, inside)
      return timesFactor(result, values[index], started)
    }, slot.base)
  }
  return {
    memory: new Array<number>(1 + own.length).fill(0),
    groupMemory: Array.from({ length: 1 + own.length }, (_, index) => index),
    initial: (_value, slot, context) => {
      context.values[slot.memory] = slot.base
      return product(0, slot, context, (child, _own, inside) =>
        child.initial(slot.base, inside, context),
      )
    },
    next: (epoch, _value, slot, context) =>
      product(epoch, slot, context, (child, before, inside) =>
        child.next(epoch, before, inside, context),
      ),
    countAtStart: (_value, slot, context) =>
      product(
        0,
        slot,
        context,
        (child, before, inside) => child.countAtStart?.(before, inside, context) ?? before,
      ),
  }
}
