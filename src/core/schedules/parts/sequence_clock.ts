import type { RuleTree } from '../rule.ts'

/** The index of the active scheduler: the number of milestones at or before the epoch. */
export function activeAt(milestones: readonly number[], epoch: number): number {
  let active = 0
  while (active < milestones.length && milestones[active]! <= epoch) active += 1
  return active
}

/** The milestones, the present epoch, and the positions of the schedulers at an earlier epoch. */
interface SequenceClock {
  readonly milestones: readonly number[]
  readonly epoch: number
  /**
   * An epoch, the epoch of each scheduler there (-1 before it is active), and how many steps each of
   * them has taken since its construction; without these numbers, as many as its epoch.
   */
  readonly origin: readonly number[] | undefined
}

/** The epoch from which the active scheduler computes: its own count where it has one. */
export function clockOf({ ownCount }: RuleTree, active: number, clock: SequenceClock): number {
  return clockAt({ ownCount }, positionAt(active, clock, ownCount))
}

/** The epoch from which a scheduler at a position computes. */
export const clockAt = (
  { ownCount }: Pick<RuleTree, 'ownCount'>,
  { epoch, count }: Position,
): number => (ownCount === undefined ? epoch : count)

/** The epoch of a scheduler of a sequence, and the count of its steps. */
interface Position {
  readonly epoch: number
  readonly count: number
}

/**
 * A scheduler of a sequence at an epoch: its own epoch, and its count of steps. At a milestone torch
 * sets its epoch to 0 and leaves the count as it is; each further step increments both. A scheduler
 * that becomes active without its milestone, because of last_epoch or other milestones, steps from
 * where it is: from -1 to 0 if it is new.
 */
export function positionAt(
  index: number,
  { milestones, epoch, origin = [0] }: SequenceClock,
  ownCount: RuleTree['ownCount'] = 'steps',
): Position {
  const [since] = origin as readonly [number]
  const before = beforeAt(index, milestones, origin)
  const [began, end] = [index === 0 ? 0 : milestones[index - 1]!, milestones[index] ?? Infinity]
  const steps = Math.min(epoch, end - 1) - Math.max(began - 1, since)
  if (steps <= 0) return before
  if (began > since) return { epoch: steps - 1, count: before.count + steps - 1 }
  const uncounted = ownCount === 'steps_after_first' ? Math.min(0, before.epoch) : 0
  return { epoch: before.epoch + steps, count: before.count + steps + uncounted }
}

/** The position of a scheduler at the epoch of an origin. */
function beforeAt(index: number, milestones: readonly number[], origin: readonly number[]) {
  const initial = index === activeAt(milestones, origin[0]!) ? 0 : -1
  const epoch = origin[1 + index] ?? initial
  return { epoch, count: origin[2 + milestones.length + index] ?? Math.max(0, epoch) }
}

/** The positions of all schedulers at an epoch, as an origin. */
export function originAt(
  children: readonly RuleTree[],
  milestones: readonly number[],
  epoch: number,
  origin: readonly number[] | undefined,
): number[] {
  const all = children.map(({ ownCount }, index) =>
    positionAt(index, { milestones, epoch, origin }, ownCount),
  )
  return [epoch, ...all.map((each) => each.epoch), ...all.map((each) => each.count)]
}
