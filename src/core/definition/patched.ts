import { argumentsOf, type SchedulerBody } from '../schedules/catalogue.ts'
import { argumentsFor, perGroupArguments } from './per_group_arguments.ts'
import { withWritten, writableFields, type WrittenChange } from './written.ts'

/** Some arguments of a scheduler with new values. Of an optional one, null takes it out. */
export type Changes = Readonly<Record<string, unknown>>

/**
 * A scheduler with other arguments. A group that was added since the change was accepted keeps its
 * value of an argument by group.
 * @param groups the groups that the scheduler drives.
 * @param written how the changed arguments were given.
 */
export function patched<S extends SchedulerBody>(
  scheduler: S,
  changes: Changes,
  groups: readonly string[],
  written?: WrittenChange,
): S {
  const changed = withoutOmitted({ ...scheduler, ...whole(scheduler, changes, groups) }, changes)
  if (!written && !scheduler.written) return changed
  const given = { ...scheduler, ...scheduler.written?.arguments }
  const own = written?.arguments && whole(given, written.arguments, groups)
  const change = { ...written, ...(own && { arguments: own }) }
  return withWritten(changed, change, Object.keys(changes))
}

/** The changes, with the present value of each group that they lack. */
function whole(scheduler: SchedulerBody, changes: Changes, groups: readonly string[]): Changes {
  const byGroup = [...perGroupArguments({ ...scheduler, ...changes })].filter((name) =>
    Object.hasOwn(changes, name),
  )
  const kept = byGroup.map((name) => {
    const given = changes[name] as Changes
    const missing = groups.filter((group) => !Object.hasOwn(given, group))
    const values = missing.map((group) => [group, argumentsFor(scheduler, group)[name]] as const)
    return [name, { ...given, ...Object.fromEntries(values) }] as const
  })
  return { ...changes, ...Object.fromEntries(kept) }
}

/** Without what the changes take out: optional arguments, and those of the type before. */
function withoutOmitted<S extends SchedulerBody>(scheduler: S, changes: Changes): S {
  const known = argumentsOf(scheduler.type)
  const fields = writableFields(scheduler.type)
  const isOmitted = (name: string) => known[name]?.optional === true || !fields.includes(name)
  const omitted = Object.keys(changes).filter((name) => changes[name] === null && isOmitted(name))
  if (omitted.length === 0) return scheduler
  const left = Object.entries(scheduler).filter(([name]) => !omitted.includes(name))
  return Object.fromEntries(left) as unknown as S
}
