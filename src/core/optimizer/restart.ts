import type { Group } from '../definition/group.ts'
import { withoutGroups } from '../definition/per_group_arguments.ts'
import type { Definition } from '../definition/registration.ts'
import type { Scheduler } from '../schedules/catalogue.ts'
import type { Optimizer } from './optimizer.ts'
import { allUpcoming } from './upcoming.ts'

/** A registration and the definition that it repeats, both in a form that can be compared. */
interface ComparedDefinitions {
  readonly registered: Definition
  readonly given: Definition
}

/**
 * What a restarted job may send: its groups and schedulers as they are now, or as they were
 * registered. Groups and schedulers that were added since are a part of what is registered if they
 * are given, after the others; those that were removed since are not if they are not given.
 * @param added every group that was added since, as it was added.
 */
export function comparedDefinitions(
  optimizer: Optimizer,
  given: Definition,
  added: readonly Group[],
): ComparedDefinitions {
  const { definition } = optimizer
  const now = allUpcoming(optimizer)
  const asAdded = byName(added)
  const asGiven = byName(given.groups)
  const groups = registeredNow(definition.groups, given.groups, now.groups, ({ name }) => {
    // The input that added it may be compacted away: then only its name is compared.
    return asAdded.get(name) ?? asGiven.get(name)!
  })
  const attached = now.schedulers.map(({ scheduler }) => scheduler)
  const schedulers = registeredNow(
    definition.schedulers,
    given.schedulers,
    attached,
    (each) => each,
  )
  // An argument by group has a value for a group only if the group was there when it was given.
  const defined = byName(definition.groups)
  const late = new Set(given.groups.map(({ name }) => name).filter((name) => !defined.has(name)))
  const comparable = (all: readonly Scheduler[]) =>
    all.map((each) => ({ ...withoutGroups(each, late), name: each.name }))
  return {
    registered: { ...definition, groups, schedulers: comparable(schedulers) },
    given: { ...given, schedulers: comparable(given.schedulers) },
  }
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
