import { differences, isSameJson, valueAt } from '../definition/differences.ts'
import type { Group } from '../definition/group.ts'
import { ofGroups } from '../definition/by_group.ts'
import type { Definition } from '../definition/registration.ts'
import type { Difference } from '../problem.ts'
import type { Scheduler } from '../schedules/catalogue.ts'
import type { Optimizer } from './optimizer.ts'
import { inForceFrom, inPlaceOf, isInOrder, sendableSchedulers } from './sent_again.ts'
import { allUpcoming } from './upcoming.ts'
import type { Upcoming } from './upcoming_group.ts'

/**
 * In what a registration that is sent again differs. A restarted job may send its groups and
 * schedulers as they are now, as accepted changes will make them, or as they were registered. Groups
 * and schedulers that were added since are a part of what is registered if they are given, after the
 * others; those that were removed since are not if they are not given.
 * @param added every group that was added since, as it was added.
 */
export function restartDifferences(
  optimizer: Optimizer,
  given: Definition,
  added: readonly Group[],
): Difference[] {
  const { definition } = optimizer
  const present = allUpcoming(optimizer)
  const inForce = inForceFrom(optimizer)
  const asAdded = byName(added)
  const asGiven = byName(given.groups)
  const groups = registeredNow(definition.groups, given.groups, present.groups, ({ name }) => {
    // The input that added it may be compacted away: then only its name is compared.
    return asAdded.get(name) ?? asGiven.get(name)!
  })
  const attached = present.schedulers.map(({ scheduler }) => scheduler)
  const registered = registeredNow(
    definition.schedulers,
    given.schedulers,
    attached,
    (each) => each,
  )
  // An argument by group has a value for a group only if the group was there when it was given.
  const defined = byName(definition.groups)
  const comparable = (each: Scheduler): Scheduler => ({
    ...ofGroups(each, (name) => defined.has(name)),
    name: each.name,
  })
  const sent = given.schedulers.map(comparable)
  const around = { definition, given, present, inForce, comparable }
  const schedulers = isInOrder(sendableSchedulers(optimizer, around), sent, around)
    ? sent
    : registered.map((each) => inPlaceOf(comparable(each), sent, around))
  const isInForce = inForce.some(({ totalSteps }) => totalSteps === given.total_steps)
  const { total_steps } = isInForce ? given : definition
  const compared = { ...definition, groups, schedulers, total_steps }
  const found = differences(compared, { ...given, schedulers: sent })
  return withValuesInForce(found, compared, inForce[0]!)
}

/** Differences with the values in force, where a change since the registration made them others. */
function withValuesInForce(
  found: readonly Difference[],
  registered: Definition,
  { schedulers, totalSteps: total_steps }: Upcoming,
): Difference[] {
  const present = byName(schedulers.map(({ scheduler }) => scheduler))
  const all = registered.schedulers.map((each) => present.get(each.name) ?? each)
  const now = { ...registered, schedulers: all, total_steps }
  return found.map((difference) => {
    const in_force = valueAt(now, difference.pointer)
    const isSame = in_force === undefined || isSameJson(in_force, difference.registered)
    return isSame ? difference : { ...difference, in_force }
  })
}

interface Named {
  readonly name: string
}

const namesOf = (all: readonly Named[]): ReadonlySet<string> => new Set(all.map(({ name }) => name))

const byName = <T extends Named>(all: readonly T[]): Map<string, T> =>
  new Map(all.map((each) => [each.name, each]))

/** Those that were registered and are still there or given, and then the given later ones. */
function registeredNow<T extends Named, N extends Named>(
  registered: readonly T[],
  given: readonly T[],
  present: readonly N[],
  asAdded: (later: N) => T,
): T[] {
  const [wasRegistered, isGiven, isPresent] = [registered, given, present].map(namesOf)
  return [
    ...registered.filter(({ name }) => isGiven!.has(name) || isPresent!.has(name)),
    ...present
      .filter(({ name }) => isGiven!.has(name) && !wasRegistered!.has(name))
      .map((each) => asAdded(each)),
  ]
}
