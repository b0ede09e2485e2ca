import { pointer, type Fault } from './problem.ts'
import { scheduleOf, type SchedulerBody } from './schedules/catalogue.ts'
import {
  ArgumentRefusal,
  type Argument,
  type Rule,
  type Surroundings,
} from './schedules/schedule.ts'

/** What is the same for every group that a scheduler drives, found out once. */
interface Prepared {
  readonly groups: ReadonlySet<string> | undefined
  /** The arguments that are given group by group. */
  readonly byGroup: ReadonlySet<string>
  /** The rule of every group, where no argument is given group by group. */
  shared?: Rule
}

const prepared = new WeakMap<SchedulerBody, Prepared>()

/** Schedulers never change, so what follows from one is remembered as long as it is. */
function prepare(scheduler: SchedulerBody): Prepared {
  const known = prepared.get(scheduler)
  if (known) return known
  const given = Object.entries(scheduleOf(scheduler.type).arguments)
  const byGroup = given.filter(([name, argument]) => keyedByGroup(argument, scheduler[name]))
  const fresh = {
    groups: scheduler.groups && new Set(scheduler.groups),
    byGroup: new Set(byGroup.map(([name]) => name)),
  }
  prepared.set(scheduler, fresh)
  return fresh
}

/** Whether a scheduler drives a group. One without `groups` drives all. */
export const covers = (scheduler: SchedulerBody, group: string): boolean =>
  prepare(scheduler).groups?.has(group) ?? true

/** The rule a scheduler follows on one of its groups. */
export function ruleFor(scheduler: SchedulerBody, group: string, around: Surroundings): Rule {
  const known = prepare(scheduler)
  if (known.byGroup.size > 0) return makeRule(scheduler, known.byGroup, group, around)
  return (known.shared ??= makeRule(scheduler, known.byGroup, group, around))
}

function makeRule(
  scheduler: SchedulerBody,
  byGroup: ReadonlySet<string>,
  group: string,
  around: Surroundings,
): Rule {
  const family = scheduleOf(scheduler.type)
  const given = Object.keys(family.arguments).map((name) => {
    const value = scheduler[name]
    return [name, byGroup.has(name) ? (value as Record<string, unknown>)[group] : value] as const
  })
  return family.rule(Object.fromEntries(given), around)
}

/** Lists, which go by position, are kept by name: positions shift when groups come and go. */
export function byName(scheduler: SchedulerBody, allGroups: readonly string[]): SchedulerBody {
  const groups = scheduler.groups ?? allGroups
  const listed = Object.entries(scheduleOf(scheduler.type).arguments).flatMap(
    ([name, argument]) => {
      const value = scheduler[name]
      if (!listedByGroup(argument, value)) return []
      const named = groups.map((group, index) => [group, value[index]] as const)
      return [[name, Object.fromEntries(named)] as const]
    },
  )
  return { ...scheduler, ...Object.fromEntries(listed) }
}

/** Everything that keeps a scheduler from being attached to these groups. */
export function schedulerFaults(
  scheduler: SchedulerBody,
  allGroups: readonly string[],
  around: Surroundings,
): Fault[] {
  const named = groupsFaults(scheduler, allGroups)
  if (named.length > 0) return named
  const groups = scheduler.groups ?? allGroups
  const perGroup = Object.entries(scheduleOf(scheduler.type).arguments).flatMap(
    ([name, argument]) => coverageFaults(name, argument, scheduler[name], groups),
  )
  return perGroup.length > 0 ? perGroup : ruleFaults(byName(scheduler, allGroups), groups, around)
}

function groupsFaults({ groups = [] }: SchedulerBody, allGroups: readonly string[]): Fault[] {
  const known = new Set(allGroups)
  const seen = new Set<string>()
  return groups.flatMap((group, index) => {
    const at = pointer(['groups', index])
    if (!known.has(group)) {
      return [{ pointer: at, detail: `unknown group "${group}", wanted ${anyOf(allGroups)}` }]
    }
    if (seen.has(group)) return [{ pointer: at, detail: `group "${group}" is named twice` }]
    seen.add(group)
    return []
  })
}

/** An argument given per group must have a value for each group, and for no other. */
function coverageFaults(
  name: string,
  argument: Argument<unknown>,
  value: unknown,
  groups: readonly string[],
): Fault[] {
  if (listedByGroup(argument, value) && value.length !== groups.length) {
    const detail = `given a list of ${value.length}, wanted one value for each of the ${groups.length} groups`
    return [{ pointer: pointer([name]), detail }]
  }
  if (!keyedByGroup(argument, value)) return []
  const driven = new Set(groups)
  const unknown = Object.keys(value).filter((key) => !driven.has(key))
  const missing = groups.filter((group) => !Object.hasOwn(value, group))
  return [
    ...unknown.map((key) => ({
      pointer: pointer([name, key]),
      detail: `"${key}" is not a group of this scheduler, wanted ${anyOf(groups)}`,
    })),
    ...missing.map((group) => ({
      pointer: pointer([name]),
      detail: `no value for group "${group}", wanted one for every group of this scheduler`,
    })),
  ]
}

function ruleFaults(
  scheduler: SchedulerBody,
  groups: readonly string[],
  around: Surroundings,
): Fault[] {
  try {
    for (const group of groups) ruleFor(scheduler, group, around)
    return []
  } catch (error) {
    if (!(error instanceof ArgumentRefusal)) throw error
    return [{ pointer: pointer([error.argument]), detail: error.message }]
  }
}

/** What a value means by itself comes first; only what does not fit the argument is per group. */
const fits = ({ schema }: Argument<unknown>, value: unknown) => schema.safeParse(value).success

const listedByGroup = (argument: Argument<unknown>, value: unknown): value is unknown[] =>
  Array.isArray(value) && argument.list && !fits(argument, value)

const keyedByGroup = (
  argument: Argument<unknown>,
  value: unknown,
): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !fits(argument, value)

/** Names for a message: all of a few, the first of many. */
export function anyOf(names: readonly string[]): string {
  const shown = names.slice(0, 8).map((name) => `"${name}"`)
  return `one of ${shown.join(', ')}${names.length > 8 ? ', ...' : ''}`
}
