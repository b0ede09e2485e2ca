import { MAX_FAULTS, oneOf, pointer, type Fault } from '../problem.ts'
import type { Argument } from '../schedules/argument.ts'
import { argumentsOf, scheduleOf, type SchedulerBody } from '../schedules/catalogue.ts'

/** What a value means by itself comes first; only what does not fit the argument is per group. */
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

/** The schedules inside one, each with the path to it. */
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

/** The names of a schedule's own arguments that are given group by group, found out once. */
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

/** The arguments that hold for one group. */
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

/** Lists, which go by position, are kept by name: positions shift when groups come and go. */
export function keyedByGroupName(body: SchedulerBody, groups: readonly string[]): SchedulerBody {
  const listed = Object.entries(argumentsOf(body.type)).flatMap(([name, argument]) => {
    const value = body[name]
    if (!isListByGroup(argument, value)) return []
    const named = groups.map((group, index) => [group, value[index]] as const)
    return [[name, Object.fromEntries(named)] as const]
  })
  const inner = childrenOf(body).map((each) => keyedByGroupName(each.inner, groups))
  const { nestingField } = scheduleOf(body.type)
  return {
    ...body,
    ...Object.fromEntries(listed),
    ...(nestingField === 'schedulers' ? { schedulers: inner } : {}),
    ...(nestingField && nestingField !== 'schedulers' && inner.length > 0
      ? { scheduler: inner[0] }
      : {}),
  }
}

/** The arguments by group, here and inside, that have no value for a group. */
export const missingGroupFaults = (body: SchedulerBody, group: string): Fault[] => [
  ...[...perGroupArguments(body)]
    .filter((name) => !Object.hasOwn(body[name] as object, group))
    .map((name) => ({ pointer: pointer([name]), detail: `no value for it in "${name}"` })),
  ...childrenOf(body).flatMap(({ inner }) => missingGroupFaults(inner, group)),
]

/** Arguments given per group must have a value for each group, and for no other. */
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
  if (isListByGroup(argument, value) && value.length !== groups.length) {
    const detail = `given a list of ${value.length}, wanted one value for each of the ${groups.length} groups`
    return [{ pointer: pointer([name]), detail }]
  }
  if (!isKeyedByGroup(argument, value)) return []
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
      detail: `no value for group "${group}", wanted one for every group of this scheduler`,
    })),
  ]
}
