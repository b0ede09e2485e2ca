import type { Moment, Nested, Rule, Seat } from './rule.ts'
import { byClosedForm, closedOf } from './parts/closed_form.ts'
import { goesByMetric, times } from './parts/factor.ts'
import { schedule } from './schedule.ts'

/**
 * The base value times what each scheduler inside makes of it: base * prod(child / base). Each has
 * its own clock, from 0, and may have an `every` of its own. One that goes by a metric runs on a
 * value of its own, which starts at the base and which no edit reaches; all others are read by
 * their closed forms. It is no ChainedScheduler, where each goes on from the current value.
 */
export const ProductLR = schedule({
  type: 'ProductLR',
  summary: 'The initial value times the factors of several schedulers.',
  arguments: {},
  inside: 'schedulers',
  example: {
    type: 'ProductLR',
    schedulers: [
      { type: 'PhasedLR', phases: [{ curve: 'linear', from: 0, to: 1, duration: 500 }] },
      { type: 'MultiStepLR', milestones: [30, 60], gamma: 0.1, every: 1000 },
    ],
  },
  rule: (_given, _around, children) => {
    const own = children.filter(goesByMetric)
    if (own.length > 0) return led(children, own)
    const forms = children.map((child, at) => closedOf(child, ['schedulers', at]))
    return byClosedForm((epoch, seat, now) => {
      const { base } = seat
      let result = base
      forms.forEach((closed, at) => {
        result = times(result, closed(epoch, seat.children[at]!, now), base)
      })
      return result
    })
  },
})

/** How a schedule inside takes its step on a value of its own. */
type Step = (child: Nested, own: number, seat: Seat) => number

/** A product with schedules that go by metrics. It remembers the base they start from, and theirs. */
function led(children: readonly Nested[], own: readonly Nested[]): Rule {
  const places = children.map((child) => own.indexOf(child))
  const forms = children.map((child, at) =>
    places[at]! < 0 ? closedOf(child, ['schedulers', at]) : undefined,
  )
  const product = (epoch: number, seat: Seat, now: Moment, step: Step) => {
    const { values } = now
    const started = values[seat.memory]!
    return children.reduce((result, child, at) => {
      const inside = seat.children[at]!
      const closed = forms[at]
      if (closed) return times(result, closed(epoch, inside, now), seat.base)
      const place = seat.memory + 1 + places[at]!
      values[place] = step(child, values[place]!, inside)
      return times(result, values[place], started)
    }, seat.base)
  }
  return {
    memory: new Array<number>(1 + own.length).fill(0),
    initial: (_value, seat, now) => {
      now.values[seat.memory] = seat.base
      return product(0, seat, now, (child, _own, inside) => child.initial(seat.base, inside, now))
    },
    next: (epoch, _value, seat, now) =>
      product(epoch, seat, now, (child, before, inside) => child.next(epoch, before, inside, now)),
  }
}
