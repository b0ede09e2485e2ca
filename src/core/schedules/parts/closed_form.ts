import type { Moment, Nested, Rule, Seat } from '../rule.ts'
import { ArgumentRefusal } from '../argument.ts'

/** The value at any epoch, whatever the current one is. */
export type Closed = (epoch: number, seat: Seat, now: Moment) => number

/** A rule that follows from the epoch alone: an edit of the current value lasts one step. */
export const byClosedForm = (closed: Closed): Rule & { readonly closed: Closed } => ({
  initial: (_value, seat, now) => closed(0, seat, now),
  next: (epoch, _value, seat, now) => closed(epoch, seat, now),
  closed,
})

/**
 * The closed form of a schedule inside another, which reads it there out of order.
 * @throws {ArgumentRefusal} when there is none.
 */
export function closedOf(child: Nested, path: readonly PropertyKey[] = ['scheduler']): Closed {
  if (child.closed) return child.closed
  throw new ArgumentRefusal(
    path,
    'given a scheduler that goes on from the value before it, wanted one that follows from the step alone',
  )
}
