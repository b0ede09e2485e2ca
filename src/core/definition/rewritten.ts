import type { Fault } from '../problem.ts'
import {
  scheduleOf,
  type Scheduler,
  type SchedulerBody,
  type Written,
} from '../schedules/catalogue.ts'
import { isSameJson } from './differences.ts'
import { hasParametersFor, ofGroups } from './by_group.ts'
import { givenArgumentFaults, withArgumentsOf } from './late_arguments.ts'
import { withOwnParameters, withoutParameters } from './own_parameters.ts'
import { normalize } from './normalize.ts'
import type { NormalizeSettings } from './preset_context.ts'
import type { SchedulerOrPreset } from './scheduler_schemas.ts'
import type { Changes } from './patched.ts'
import { childrenOf } from './per_group_arguments.ts'
import { resolvePercents } from './percentages.ts'
import { presetBody, writableFields } from './written.ts'

/**
 * A scheduler completed again from what it was given as: with another length of the run, with other
 * parameters of its preset, or for a group that is added. Its type is another one where an older
 * version expanded the preset into that. If it is impossible, the faults.
 * @param groups the groups that it drives; without any it stays as it is.
 */
export function rewritten(
  scheduler: Scheduler,
  written: Written,
  settings: NormalizeSettings,
  groups: readonly string[],
): Scheduler | Fault[] {
  if (groups.length === 0) return scheduler
  const given = givenTo(scheduler, written, groups)
  const late = lateIn(written, groups)
  const body = normalize(withGroups(given, expandable(given, late, groups)), settings)
  if (Array.isArray(body)) return body
  const second = written.parameters ? withArguments(body, scheduler, written, settings) : body
  if (Array.isArray(second)) return second
  const complete = withLate(carrying(second, written, groups), given, late, groups)
  if (Array.isArray(complete)) return complete
  const { common } = complete.written ?? {}
  return {
    ...identityOf(scheduler),
    ...fieldsOf(complete),
    written: { ...written, ...(common && { common }) },
    type: complete.type,
    name: scheduler.name,
  }

  /** With what groups brought that were added later. */
  function withLate(
    first: SchedulerBody,
    asGiven: SchedulerBody,
    brought: typeof late,
    all: readonly string[],
  ): SchedulerBody | Fault[] {
    let current = first
    for (const [group, own] of brought) {
      const others = all.filter((name) => name !== group)
      const { json } = resolvePercents(withoutParameters(asGiven, own), settings.totalSteps)
      const faults = givenArgumentFaults(current, json as Changes)
      if (faults.length > 0) return faults
      current = withArgumentsOf(current, group, json as Changes, others)
    }
    return current
  }
}

/** A scheduler as it was given to these groups: what the groups brought counts. */
function givenTo(
  scheduler: Scheduler,
  { parameters, arguments: given, late }: Written,
  groups: readonly string[],
): SchedulerBody {
  const { type, every, preset, param } = scheduler
  const root = parameters
    ? { ...presetBody(preset!, parameters), param, every }
    : { every, ...fieldsOf(scheduler), ...given, type }
  const driven = ofGroups(root, (group) => groups.includes(group))
  return lateIn({ late }, groups).reduce((current, [group, own]) => {
    const others = groups.filter((name) => name !== group)
    return withOwnParameters(current, group, own, others)
  }, driven)
}

const lateIn = ({ late = {} }: Written, groups: readonly string[]) =>
  Object.entries(late).filter(([group]) => groups.includes(group))

/** The groups for which presets are expanded: not those that brought arguments in place of that. */
function expandable(
  given: SchedulerBody,
  late: readonly (readonly [string, object])[],
  groups: readonly string[],
): readonly string[] {
  const without = new Set(
    late.map(([group]) => group).filter((group) => !hasParametersFor(given, group)),
  )
  return without.size === groups.length ? groups : groups.filter((name) => !without.has(name))
}

const withGroups = (body: SchedulerBody, groups: readonly string[]): SchedulerOrPreset => ({
  ...body,
  groups,
})

/** What a preset stands for with the arguments that were given beside its parameters. */
function withArguments(
  body: SchedulerBody,
  { every }: Scheduler,
  written: Written,
  settings: NormalizeSettings,
): SchedulerBody | Fault[] {
  const { type } = body
  return normalize({ every, ...fieldsOf(body), ...written.arguments, type }, settings)
}

/** With the values of these groups, and the common values that are kept. */
function carrying(
  body: SchedulerBody,
  { common }: Written,
  groups: readonly string[],
): SchedulerBody {
  const { written: _written, ...driven } = ofGroups(body, (group) => groups.includes(group))
  return common ? { ...driven, written: { common } } : driven
}

/** A preset with these parameters, as the scheduler that it stands for on some groups. */
export function expanded(
  scheduler: Scheduler,
  parameters: Changes,
  settings: NormalizeSettings,
  groups: readonly string[],
): SchedulerBody | Fault[] {
  const { late } = scheduler.written ?? {}
  const given = givenTo(scheduler, { parameters, late }, groups)
  return normalize(withGroups(given, expandable(given, lateIn({ late }, groups), groups)), settings)
}

/** The arguments of a scheduler, and the clock that it was given. */
function fieldsOf({ type, ...given }: SchedulerBody): Changes {
  const fields = writableFields(type).filter((name) => given[name] !== undefined)
  return Object.fromEntries(fields.map((name) => [name, given[name]] as const))
}

/** What a scheduler is, without how it goes on. */
function identityOf({ type, ...given }: Scheduler): Changes {
  const own = new Set(writableFields(type))
  return Object.fromEntries(Object.entries(given).filter(([name]) => !own.has(name)))
}

/**
 * The arguments of one scheduler that another one has with other values, and its type if that is
 * another one; null if it has none.
 */
export function changedFields(before: SchedulerBody, after: SchedulerBody): Changes {
  const names = new Set([...writableFields(before.type), ...writableFields(after.type)])
  const changed = [...names].filter(
    (name) => !isSameJson(before[name] ?? null, after[name] ?? null),
  )
  const isOther = before.type !== after.type
  return {
    ...(isOther && { type: after.type }),
    ...Object.fromEntries(changed.map((name) => [name, after[name] ?? null] as const)),
  }
}

/** The arguments that differ and cannot change after the construction: the path of each. */
export function fixedChanges(before: SchedulerBody, after: SchedulerBody): readonly string[][] {
  if (before.type !== after.type) return [['type']]
  const { fixed = [] } = scheduleOf(after.type)
  const own = [...fixed, 'every'].filter((name) => !isSameJson(before[name], after[name]))
  const [inner, now] = [before, after].map(childrenOf) as [Nested, Nested]
  if (inner.length !== now.length) return [...own.map((name) => [name]), ['schedulers']]
  const nested = now.flatMap((each, index) =>
    fixedChanges(inner[index]!.inner, each.inner)
      // The clock of a factor is part of its closed form.
      .filter(([name]) => name !== 'every')
      .map((path) => [...each.path.map(String), ...path]),
  )
  return [...own.map((name) => [name]), ...nested]
}
type Nested = ReturnType<typeof childrenOf>
