import { restart, type Moment, type Nested, type Rule, type Seat } from '../rule.ts'
import { heightOf, type Level } from '../level.ts'
import { byClosedForm, closedOf, type Closed } from './closed_form.ts'
import { goesByMetric, times } from './factor.ts'
import type { Ramp } from './ramp.ts'

/** The ramp of a warmup, and what it leads between. */
interface Way {
  readonly duration: number
  readonly from: Level
  readonly to: Level | undefined
  readonly ramp: Ramp
}

/** The scheduler inside, or the initial value in place of one. */
function readOf(child: Nested | undefined): Closed {
  if (!child) return (_epoch, { base }) => base
  const closed = closedOf(child)
  return (epoch, seat, now) => closed(epoch, seat.children[0]!, now)
}

/** A value on the ramp; where it leads is asked for only if it is not said. */
function onRamp({ from, to, ramp }: Way, epoch: number, base: number, end: () => number): number {
  return ramp(epoch, heightOf(from, base), to === undefined ? end() : heightOf(to, base))
}

/** First the ramp, then the scheduler from its own epoch 0. */
export function prefix(way: Way, child: Nested | undefined): Rule {
  const handover = Math.ceil(way.duration)
  if (child && !child.closed) return ledPrefix(way, handover, child)
  const read = readOf(child)
  const form = byClosedForm((epoch, seat, now) =>
    epoch < way.duration
      ? onRamp(way, epoch, seat.base, () => read(0, seat, now))
      : read(Math.max(0, epoch - handover), seat, now),
  )
  return child?.length === undefined ? form : { ...form, length: handover + child.length }
}

/** A scheduler without a closed form starts from the base at the hand-over, and then goes on. */
function ledPrefix(way: Way, handover: number, child: Nested): Rule {
  const begin = (seat: Seat, now: Moment) => restart(child, seat.base, seat.children[0]!, now)
  const climb = (epoch: number, seat: Seat, now: Moment) =>
    epoch === handover ? begin(seat, now) : onRamp(way, epoch, seat.base, () => begin(seat, now))
  return {
    initial: (_value, seat, now) => climb(0, seat, now),
    next: (epoch, value, seat, now) =>
      epoch > handover
        ? child.next(epoch - handover, value, seat.children[0]!, now)
        : climb(epoch, seat, now),
  }
}

/** The scheduler runs from the start, and the ramp hides its first steps. */
export function overlay(way: Way, child: Nested | undefined): Rule {
  const { duration } = way
  const read = readOf(child)
  const form = byClosedForm((epoch, seat, now) =>
    epoch < duration
      ? onRamp(way, epoch, seat.base, () => read(duration, seat, now))
      : read(epoch, seat, now),
  )
  return child?.length === undefined ? form : { ...form, length: Math.max(duration, child.length) }
}

/** The ramp is a factor on the scheduler; after it, `to` is. */
export function multiply(way: Way, child: Nested | undefined): Rule {
  const { duration } = way
  const factor = (epoch: number) =>
    epoch < duration ? onRamp(way, epoch, 1, () => 1) : heightOf(way.to ?? 1, 1)
  if (child && goesByMetric(child)) return ledMultiply(factor, child)
  const read = readOf(child)
  const form = byClosedForm((epoch, seat, now) => factor(epoch) * read(epoch, seat, now))
  return child?.length === undefined ? form : { ...form, length: Math.max(duration, child.length) }
}

/** Where in the memory of a multiplying warmup is the base it started from, and the child's value. */
const [STARTED, OWN] = [0, 1]

/** A scheduler that goes by a metric runs on a value of its own, which the factor does not reach. */
function ledMultiply(factor: (epoch: number) => number, child: Nested): Rule {
  const scaled = (epoch: number, { base, memory }: Seat, { values }: Moment) =>
    factor(epoch) * times(base, values[memory + OWN]!, values[memory + STARTED]!)
  return {
    memory: [0, 0],
    initial: (_value, seat, now) => {
      const { base, memory, children } = seat
      now.values[memory + STARTED] = base
      now.values[memory + OWN] = child.initial(base, children[0]!, now)
      return scaled(0, seat, now)
    },
    next: (epoch, _value, seat, now) => {
      const { memory, children } = seat
      const own = now.values[memory + OWN]!
      now.values[memory + OWN] = child.next(epoch, own, children[0]!, now)
      return scaled(epoch, seat, now)
    },
  }
}
