import type { SchedulerBody } from '../schedules/catalogue.ts'
import { argumentsFor, perGroupArguments } from './per_group_arguments.ts'

/** Some arguments of a scheduler with new values. */
export type Changes = Readonly<Record<string, unknown>>

/**
 * A scheduler with other arguments. A group that was added since the change was accepted keeps its
 * value of an argument by group.
 * @param groups the groups that the scheduler drives.
 */
export function patched<S extends SchedulerBody>(
  scheduler: S,
  changes: Changes,
  groups: readonly string[],
): S {
  const changed = { ...scheduler, ...changes }
  const byGroup = [...perGroupArguments(changed)].filter((name) => Object.hasOwn(changes, name))
  const whole = byGroup.map((name) => {
    const given = changes[name] as Changes
    const missing = groups.filter((group) => !Object.hasOwn(given, group))
    const kept = missing.map((group) => [group, argumentsFor(scheduler, group)[name]] as const)
    return [name, { ...given, ...Object.fromEntries(kept) }] as const
  })
  return byGroup.length === 0 ? changed : { ...changed, ...Object.fromEntries(whole) }
}
