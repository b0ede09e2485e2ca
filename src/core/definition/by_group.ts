import { presetOf } from '../presets/catalogue.ts'
import type { SchedulerBody } from '../schedules/catalogue.ts'
import { listsByGroup, perGroupArguments } from './per_group_arguments.ts'
import { parametersByGroup } from './preset_parameters.ts'
import { isPreset } from './scheduler_schemas.ts'

// Values by group in schedulers as they are given: by their types or as presets, nested ones included.

type Json = Readonly<Record<string, unknown>>

/** The names of the parameters of a preset that are given by group. */
function presetByGroup({ preset: name, ...given }: Json): string[] {
  const preset = presetOf(String(name))
  return preset ? parametersByGroup(preset, given) : []
}

const listedIn = (body: SchedulerBody): readonly string[] =>
  isPreset(body)
    ? presetByGroup(body).filter((name) => Array.isArray(body[name]))
    : listsByGroup(body)

const keyedIn = (body: SchedulerBody): readonly string[] =>
  isPreset(body)
    ? presetByGroup(body).filter((name) => !Array.isArray(body[name]))
    : [...perGroupArguments(body)]

/** Replaces lists by objects keyed by group: positions change when groups are added or removed. */
export function keyedByGroupName(body: SchedulerBody, groups: readonly string[]): SchedulerBody {
  const listed = listedIn(body).map((name) => {
    const list = body[name] as readonly unknown[]
    return [name, Object.fromEntries(groups.map((group, index) => [group, list[index]]))] as const
  })
  const whole = { ...body, ...Object.fromEntries(listed) }
  return withNested(whole, (inner) => keyedByGroupName(inner, groups))
}

/** A scheduler with the values of some groups only in what it has by group. */
export function ofGroups(body: SchedulerBody, isOne: (group: string) => boolean): SchedulerBody {
  const byGroup = keyedIn(body).map((name) => {
    const values = Object.entries(body[name] as object)
    return [name, Object.fromEntries(values.filter(([group]) => isOne(group)))] as const
  })
  const some = { ...body, ...Object.fromEntries(byGroup) }
  return withNested(some, (inner) => ofGroups(inner, isOne))
}

/** Whether each preset, nested ones included, has its parameters for a group. */
export const hasParametersFor = (body: SchedulerBody, group: string): boolean =>
  (!isPreset(body) || keyedIn(body).every((name) => Object.hasOwn(body[name] as Json, group))) &&
  nestedOf(body).every((inner) => hasParametersFor(inner, group))

/** Whether a scheduler is a preset, or contains one. */
export const hasPreset = (body: SchedulerBody): boolean =>
  isPreset(body) || nestedOf(body).some(hasPreset)

const isScheduler = (value: unknown): value is SchedulerBody =>
  typeof value === 'object' && value !== null && ('type' in value || 'preset' in value)

/** The nested schedulers of a scheduler, or of a preset that wraps others. */
export const nestedOf = ({ scheduler, schedulers }: SchedulerBody): readonly SchedulerBody[] =>
  [scheduler, ...(Array.isArray(schedulers) ? (schedulers as unknown[]) : [])].filter(isScheduler)

/** A scheduler with each nested one changed. */
export function withNested(
  body: SchedulerBody,
  change: (inner: SchedulerBody, path: readonly (string | number)[]) => SchedulerBody,
): SchedulerBody {
  const { scheduler, schedulers } = body
  return {
    ...body,
    ...(isScheduler(scheduler) && { scheduler: change(scheduler, ['scheduler']) }),
    ...(Array.isArray(schedulers) && {
      schedulers: schedulers.map((inner: unknown, index) =>
        isScheduler(inner) ? change(inner, ['schedulers', index]) : inner,
      ),
    }),
  }
}
