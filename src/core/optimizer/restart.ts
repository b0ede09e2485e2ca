import { differences, isSameJson, valueAt } from '../definition/differences.ts'
import type { Group } from '../definition/group.ts'
import {
  childrenOf,
  nestedIn,
  ofGroups,
  perGroupArguments,
} from '../definition/per_group_arguments.ts'
import type { Definition } from '../definition/registration.ts'
import type { Difference } from '../problem.ts'
import type { Scheduler, SchedulerBody } from '../schedules/catalogue.ts'
import type { Optimizer } from './optimizer.ts'
import { allUpcoming, upcomingAt } from './upcoming.ts'
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
  const schedulers = registered.map((each) =>
    comparedWith(comparable(each), sent, (name) =>
      inForce.flatMap((at) => namedIn(at, name)).map(comparable),
    ),
  )
  const isInForce = inForce.some(({ totalSteps }) => totalSteps === given.total_steps)
  const { total_steps } = isInForce ? given : definition
  const compared = { ...definition, groups, schedulers, total_steps }
  const found = differences(compared, { ...given, schedulers: sent })
  return withValuesInForce(found, compared, inForce[0]!)
}

/** A registered scheduler; the given one in its place, if that is in force or accepted. */
function comparedWith(
  registered: Scheduler,
  sent: readonly Scheduler[],
  candidates: (name: string) => readonly Scheduler[],
): Scheduler {
  const given = byName(sent).get(registered.name)
  const isSame = (each: Scheduler) =>
    differences(alone(collapsed(each, given!)), alone(given!)).length === 0
  return given && candidates(registered.name).some(isSame) ? given : registered
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

/** What is in force at the last sealed step, and after each accepted change that is pending. */
function inForceFrom(optimizer: Optimizer): readonly Upcoming[] {
  const { state, pending } = optimizer
  const steps = pending.map(({ step }) => step).filter((step) => step > state.step)
  return [state.step, ...new Set(steps)].map((step) => upcomingAt(optimizer, step))
}

const namedIn = ({ schedulers }: Upcoming, wanted: string): Scheduler[] =>
  schedulers.map(({ scheduler }) => scheduler).filter(({ name }) => name === wanted)

const alone = (scheduler: Scheduler): Definition => ({
  groups: [],
  schedulers: [scheduler],
  defaults: {},
  labels: {},
})

/** A scheduler with one value in place of equal values by group, where another has one value. */
function collapsed<S extends SchedulerBody>(body: S, like: SchedulerBody): S {
  const common = [...perGroupArguments(body)]
    .filter((name) => !perGroupArguments(like).has(name))
    .map((name) => [name, Object.values(body[name] as object)] as const)
    .filter(
      ([, [first, ...rest]]) =>
        first !== undefined && rest.every((each) => isSameJson(each, first)),
    )
    .map(([name, [first]]) => [name, first as unknown] as const)
  const others = childrenOf(like)
  const inner = childrenOf(body).map((each, index) =>
    others[index] ? collapsed(each.inner, others[index].inner) : each.inner,
  )
  return { ...body, ...Object.fromEntries(common), ...nestedIn(body, inner) }
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
