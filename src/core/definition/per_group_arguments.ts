import { MAX_FAULTS, oneOf, pointer, type Fault } from '../problem.ts'
import type { Argument } from '../schedules/argument.ts'
import { argumentsOf, scheduleOf, type SchedulerBody } from '../schedules/catalogue.ts'

/** A value that is valid for the argument is never read as values by group. */
const fits = ({ schema }: Argument<unknown>, value: unknown) => schema.safeParse(value).success

const isListByGroup = (argument: Argument<unknown>, value: unknown): value is unknown[] =>
  Array.isArray(value) && argument.list && !fits(argument, value)

const isKeyedByGroup = (
  argument: Argument<unknown>,
  value: unknown,
): value is Record<string, unknown> =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  !argument.common &&
  !fits(argument, value)

/** The nested schedules of a schedule, each with its path. */
export function childrenOf(body: SchedulerBody): { path: PropertyKey[]; inner: SchedulerBody }[] {
  const { nestingField } = scheduleOf(body.type)
  if (nestingField === 'schedulers') {
    const schedulers = body['schedulers'] as readonly SchedulerBody[]
    return schedulers.map((inner, index) => ({ path: ['schedulers', index], inner }))
  }
  const inner = nestingField && (body['scheduler'] as SchedulerBody | undefined)
  return inner ? [{ path: ['scheduler'], inner }] : []
}

const perGroupCache = new WeakMap<SchedulerBody, ReadonlySet<string>>()

/** The names of a schedule's own arguments with values by group, computed once. */
export function perGroupArguments(body: SchedulerBody): ReadonlySet<string> {
  const known = perGroupCache.get(body)
  if (known) return known
  const byGroup = Object.entries(argumentsOf(body.type)).filter(([name, argument]) =>
    isKeyedByGroup(argument, body[name]),
  )
  const names = new Set(byGroup.map(([name]) => name))
  perGroupCache.set(body, names)
  return names
}

/** The arguments of one group. */
export function argumentsFor(
  body: SchedulerBody,
  group: string,
): Readonly<Record<string, unknown>> {
  const byGroup = perGroupArguments(body)
  const given = Object.keys(argumentsOf(body.type)).map((name) => {
    const value = body[name]
    return [name, byGroup.has(name) ? (value as Record<string, unknown>)[group] : value] as const
  })
  return Object.fromEntries(given)
}

/** The names of a schedule's own arguments that are lists in the order of the groups. */
export const listsByGroup = (body: SchedulerBody): string[] =>
  Object.entries(argumentsOf(body.type)).flatMap(([name, argument]) =>
    isListByGroup(argument, body[name]) ? [name] : [],
  )

/** The field of the nested schedules, with others in their place. */
export function nestedIn({ type }: SchedulerBody, inner: readonly SchedulerBody[]): object {
  const { nestingField } = scheduleOf(type)
  if (nestingField === 'schedulers') return { schedulers: inner }
  return nestingField && inner.length > 0 ? { scheduler: inner[0] } : {}
}

/** The arguments by group, nested ones included, without a value for a group. */
export const missingGroupFaults = (body: SchedulerBody, group: string): Fault[] => [
  ...[...perGroupArguments(body)]
    .filter((name) => !Object.hasOwn(body[name] as object, group))
    .map((name) => ({ pointer: pointer([name]), detail: `no value for this group in "${name}"` })),
  ...childrenOf(body).flatMap(({ inner }) => missingGroupFaults(inner, group)),
]

/** Arguments by group must have a value for each group, and for no other name. */
export const coverageFaults = (body: SchedulerBody, groups: readonly string[]): Fault[] =>
  Object.entries(argumentsOf(body.type)).flatMap(([name, argument]) =>
    argumentFaults(name, argument, body[name], groups),
  )

function argumentFaults(
  name: string,
  argument: Argument<unknown>,
  value: unknown,
  groups: readonly string[],
): Fault[] {
  const isByGroup = isListByGroup(argument, value) || isKeyedByGroup(argument, value)
  return isByGroup ? groupValueFaults(name, value, groups) : []
}

/** The faults of values by group: a list in the order of the groups, or an object by their names. */
export function groupValueFaults(
  name: string,
  value: readonly unknown[] | Readonly<Record<string, unknown>>,
  groups: readonly string[],
): Fault[] {
  if (Array.isArray(value)) {
    if (value.length === groups.length) return []
    const detail = `given a list of ${value.length}, wanted one value for each of the ${groups.length} groups`
    return [{ pointer: pointer([name]), detail }]
  }
  const driven = new Set(groups)
  const unknown = Object.keys(value).filter((key) => !driven.has(key))
  const missing = groups.filter((group) => !Object.hasOwn(value, group))
  return [
    ...unknown.slice(0, MAX_FAULTS).map((key) => ({
      pointer: pointer([name, key]),
      detail: `"${key}" is not a group of this scheduler, wanted ${oneOf(groups)}`,
    })),
    ...missing.slice(0, MAX_FAULTS).map((group) => ({
      pointer: pointer([name]),
      detail: `no value for group "${group}", wanted a value for every group of this scheduler`,
    })),
  ]
}
