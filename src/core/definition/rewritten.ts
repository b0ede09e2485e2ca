import type { Fault } from '../problem.ts'
import {
  argumentsOf,
  scheduleOf,
  type Scheduler,
  type SchedulerBody,
  type Written,
} from '../schedules/catalogue.ts'
import { isSameJson } from './differences.ts'
import { withArgumentsOf } from './late_arguments.ts'
import { normalize } from './normalize.ts'
import type { NormalizeSettings } from './preset_context.ts'
import type { SchedulerOrPreset } from './scheduler_schemas.ts'
import type { Changes } from './patched.ts'
import { childrenOf, keyedByGroupName, ofGroups } from './per_group_arguments.ts'
import { resolvePercents } from './percentages.ts'
import { writableFields } from './written.ts'

/**
 * A scheduler completed again from what it was given as: with another length of the run, or with
 * other parameters of its preset. If that is impossible, the faults.
 * @param groups the groups that it drives.
 */
export function rewritten(
  scheduler: Scheduler,
  written: Written,
  settings: NormalizeSettings,
  groups: readonly string[],
): Scheduler | Fault[] {
  const base = written.parameters ? expanded(scheduler, written.parameters, settings) : scheduler
  if (Array.isArray(base)) return base
  const { type, every } = scheduler
  if (base.type !== type) {
    const detail = `stands for a ${base.type} then, not for a ${type}`
    return [{ pointer: '/preset', detail }]
  }
  const body = normalize({ every, ...fieldsOf(base), ...written.arguments, type }, settings)
  if (Array.isArray(body)) return body
  const late = Object.entries(written.late ?? {}).filter(([group]) => groups.includes(group))
  const complete = late.reduce(
    (current, [group, own]) => {
      const { json } = resolvePercents(own, settings.totalSteps)
      const others = groups.filter((name) => name !== group)
      return withArgumentsOf(current, group, json as Changes, others)
    },
    keyedByGroupName(body, groups),
  )
  const driven = ofGroups(complete, (group) => groups.includes(group))
  return { ...identityOf(scheduler), ...fieldsOf(driven), type, name: scheduler.name }
}

/** A preset with these parameters, as the scheduler that it stands for. */
export const expanded = (
  { preset, param, groups }: SchedulerBody,
  parameters: Changes,
  settings: NormalizeSettings,
): SchedulerBody | Fault[] =>
  normalize({ ...parameters, preset, param, groups } as SchedulerOrPreset, settings)

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

/** The arguments of one scheduler that another one has with other values; null if it has none. */
export function changedFields(before: SchedulerBody, after: SchedulerBody): Changes {
  const changed = writableFields(after.type).filter(
    (name) => !isSameJson(before[name] ?? null, after[name] ?? null),
  )
  return Object.fromEntries(changed.map((name) => [name, after[name] ?? null] as const))
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

const NAME = /(?<![\w.])total_steps(?![\w.])/

/** Whether an expression of a scheduler, or of a nested one, reads the length of the run. */
export function readsTotalSteps(body: SchedulerBody): boolean {
  const texts = Object.keys(argumentsOf(body.type)).flatMap((name) => textsIn(body[name]))
  return (
    texts.some((text) => NAME.test(text)) ||
    childrenOf(body).some(({ inner }) => readsTotalSteps(inner))
  )
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return []
  return Object.values(value).filter((each) => typeof each === 'string')
}
