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
 * A scheduler with arguments of a further group. An argument that was common becomes one by group;
 * the common value is that of further groups which bring none.
 * @param others the groups that the scheduler covers already.
 */
export function withArgumentsOf<S extends SchedulerBody>(
  scheduler: S,
  group: string,
  given: GivenArguments,
  others: readonly string[],
): S {
  const common = scheduler.written?.common ?? {}
  const merged = withGroup(scheduler, common, { group, given, others })
  if (Object.keys(merged.common).length === 0) return merged.body as S
  const written = { ...scheduler.written, common: merged.common }
  return { ...merged.body, written } as unknown as S
}

interface Joining {
  readonly group: string
  readonly given: GivenArguments
  readonly others: readonly string[]
}

interface Merged {
  readonly body: SchedulerBody
  readonly common: GivenArguments
}

function withGroup(body: SchedulerBody, common: GivenArguments, joining: Joining): Merged {
  const { group, given, others } = joining
  const byGroup = perGroupArguments(body)
  const own = Object.keys(argumentsOf(body.type)).filter((name) => Object.hasOwn(given, name))
  const changed = own.map((name) => {
    const before = body[name]
    const known = byGroup.has(name)
      ? (before as GivenArguments)
      : Object.fromEntries(others.map((other) => [other, before] as const))
    return [name, { ...known, ...Object.fromEntries([[group, given[name]]]) }] as const
  })
  const becoming = own.filter((name) => !byGroup.has(name))
  const filled = [...byGroup]
    .filter((name) => !own.includes(name) && Object.hasOwn(common, name))
    .filter((name) => !Object.hasOwn(body[name] as object, group))
    .map((name) => {
      const value = Object.fromEntries([[group, common[name] ?? undefined]])
      return [name, { ...(body[name] as object), ...value }] as const
    })
  const nested = nestedWith(body, common, joining)
  return {
    body: { ...body, ...Object.fromEntries([...changed, ...filled]), ...nested.fields },
    common: {
      ...common,
      ...Object.fromEntries(becoming.map((name) => [name, body[name] ?? null] as const)),
      ...nested.common,
    },
  }
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
  body: SchedulerBody,
  common: GivenArguments,
  { given, ...joining }: Joining,
): { readonly fields: object; readonly common: GivenArguments } {
  const children = childrenOf(body)
  const [field] = (children[0]?.path ?? []) as string[]
  if (field === undefined) return { fields: {}, common: {} }
  const at = (tree: GivenArguments, index: number) => {
    const inside = tree[field]
    return ((Array.isArray(inside) ? (inside as unknown[])[index] : inside) ?? {}) as GivenArguments
  }
  const merged = children.map(({ inner }, index) =>
    withGroup(inner, at(common, index), { ...joining, given: at(given, index) }),
  )
  const commons = merged.map((each) => each.common)
  const isKnown = commons.some((each) => Object.keys(each).length > 0)
  const isList = field === 'schedulers'
  const bodies = merged.map((each) => each.body)
  return {
    fields: { [field]: isList ? bodies : bodies[0] },
    common: isKnown ? { [field]: isList ? commons : commons[0] } : {},
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
