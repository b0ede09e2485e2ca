import { oneOf, pointer, prefixFault, type Fault } from '../problem.ts'
import { argumentsOf, scheduleOf, type SchedulerBody } from '../schedules/catalogue.ts'
import { childrenOf, perGroupArguments } from './per_group_arguments.ts'
import { covers } from './scheduler.ts'
import { faultsOf, schemaErrorMap } from './schema_faults.ts'

/** Arguments of one group, by the scheduler's name. */
export type GroupArguments = Readonly<Record<string, GivenArguments>>

/** The arguments of one group. Nested schedules have theirs under the field of the nesting. */
export type GivenArguments = Readonly<Record<string, unknown>>

/**
 * A scheduler with arguments of a further group. An argument that was common becomes one by group.
 * @param others the groups that the scheduler covers already.
 */
export function withArgumentsOf<S extends SchedulerBody>(
  scheduler: S,
  group: string,
  given: GivenArguments,
  others: readonly string[],
): S {
  const byGroup = perGroupArguments(scheduler)
  const own = Object.keys(argumentsOf(scheduler.type)).filter((name) => Object.hasOwn(given, name))
  const changed = own.map((name) => {
    const before = scheduler[name]
    const known = byGroup.has(name)
      ? (before as GivenArguments)
      : Object.fromEntries(others.map((other) => [other, before] as const))
    return [name, { ...known, ...Object.fromEntries([[group, given[name]]]) }] as const
  })
  const nested = nestedWith(scheduler, group, given, others)
  return { ...scheduler, ...Object.fromEntries(changed), ...nested }
}

/** A group with its arguments of schedulers that were not attached yet when it was added. */
export interface WithLaterArguments {
  readonly name: string
  readonly laterArguments?: GroupArguments | undefined
}

/** A scheduler at its attachment, with the arguments that earlier groups have brought for it. */
export function withEarlierArguments<S extends SchedulerBody & { readonly name: string }>(
  scheduler: S,
  groups: readonly WithLaterArguments[],
): S {
  const names = groups.map(({ name }) => name).filter((name) => covers(scheduler, name))
  return groups.reduce((before, { name, laterArguments = {} }) => {
    if (!Object.hasOwn(laterArguments, scheduler.name)) return before
    const others = names.filter((each) => each !== name)
    return withArgumentsOf(before, name, laterArguments[scheduler.name]!, others)
  }, scheduler)
}

/** The arguments for schedulers with other names than these; undefined if there are none. */
export function argumentsBeyond(
  given: GroupArguments,
  known: readonly { readonly scheduler: { readonly name: string } }[],
): GroupArguments | undefined {
  const names = new Set(known.map(({ scheduler }) => scheduler.name))
  const later = Object.entries(given).filter(([name]) => !names.has(name))
  return later.length === 0 ? undefined : Object.fromEntries(later)
}

function nestedWith(
  scheduler: SchedulerBody,
  group: string,
  given: GivenArguments,
  others: readonly string[],
): Partial<SchedulerBody> {
  const { nestingField } = scheduleOf(scheduler.type)
  if (nestingField === undefined) return {}
  const field = nestingField === 'schedulers' ? 'schedulers' : 'scheduler'
  const inside = given[field]
  if (inside === undefined) return {}
  if (field === 'scheduler') {
    const inner = scheduler[field] as SchedulerBody
    return { [field]: withArgumentsOf(inner, group, inside as GivenArguments, others) }
  }
  const inners = scheduler[field] as readonly SchedulerBody[]
  const each = inside as readonly GivenArguments[]
  return {
    [field]: inners.map((inner, index) => withArgumentsOf(inner, group, each[index] ?? {}, others)),
  }
}

/** The faults of one group's arguments of a scheduler: of their names, and of each value. */
export function givenArgumentFaults(scheduler: SchedulerBody, given: GivenArguments): Fault[] {
  const known = argumentsOf(scheduler.type)
  const { nestingField } = scheduleOf(scheduler.type)
  const field = nestingField === 'schedulers' ? 'schedulers' : 'scheduler'
  const names = Object.keys(known).filter((name) => !known[name]!.common)
  return Object.entries(given).flatMap(([name, value]) => {
    if (nestingField !== undefined && name === field) return nestedFaults(scheduler, field, value)
    if (!names.includes(name)) {
      const detail = `"${name}" is not an argument by group of ${scheduler.type}, wanted ${oneOf(names)}`
      return [{ pointer: pointer([name]), detail }]
    }
    const { error } = known[name]!.schema.safeParse(value, {
      error: schemaErrorMap,
      reportInput: true,
    })
    return error ? faultsOf(error.issues, [name]) : []
  })
}

function nestedFaults(scheduler: SchedulerBody, field: string, value: unknown): Fault[] {
  const inner = childrenOf(scheduler)
  const each: unknown[] = field === 'schedulers' && Array.isArray(value) ? value : [value]
  const isShaped =
    (field === 'scheduler' || Array.isArray(value)) &&
    each.length <= inner.length &&
    each.every((one) => typeof one === 'object' && one !== null && !Array.isArray(one))
  if (!isShaped) {
    const wanted =
      field === 'schedulers' ? `a list of at most ${inner.length} objects` : 'an object'
    return [{ pointer: pointer([field]), detail: `wanted ${wanted} with arguments` }]
  }
  return each.flatMap((one, index) =>
    givenArgumentFaults(inner[index]!.inner, one as GivenArguments).map((fault) =>
      prefixFault(inner[index]!.path, fault),
    ),
  )
}
