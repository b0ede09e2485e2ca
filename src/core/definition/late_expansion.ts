import type { Fault } from '../problem.ts'
import { argumentsOf, type Scheduler, type SchedulerBody } from '../schedules/catalogue.ts'
import { hasPreset } from './by_group.ts'
import { isSameJson } from './differences.ts'
import { givenArgumentFaults, type GivenArguments } from './late_arguments.ts'
import type { Member } from './member.ts'
import { hasOwnParameters } from './own_parameters.ts'
import { argumentsFor, childrenOf, perGroupArguments } from './per_group_arguments.ts'
import type { NormalizeSettings } from './preset_context.ts'
import { rewritten } from './rewritten.ts'
import { presetBody } from './written.ts'

/** Whether a scheduler is a preset or contains one, so that it depends on the group. */
export const isOfPresets = ({ written = {} }: Scheduler): boolean =>
  written.parameters !== undefined || hasPreset({ ...written.arguments, type: 'SequentialLR' })

/** The arguments that a preset gives a further group, beside those of the scheduler; or the faults. */
export type LateExpansion = { readonly own: GivenArguments } | { readonly faults: Fault[] }

/**
 * What presets stand for on a group that is added: its own values where they differ. Undefined where
 * only what the group brings can say it: arguments of what a preset stands for, and no parameters.
 * @param given the group's own parameters and arguments.
 */
export function lateExpansion(
  scheduler: Scheduler,
  group: Member,
  given: GivenArguments,
  settings: NormalizeSettings,
): LateExpansion | undefined {
  const late = { [group.name]: given }
  const written = { ...scheduler.written, late }
  const alone = { ...settings, groups: [group] }
  const after = rewritten(scheduler, written, alone, [group.name])
  const hasParameters = hasOwnParameters(asGiven(scheduler), given)
  if (Array.isArray(after)) {
    const isOfType =
      !hasParameters &&
      Object.keys(given).length > 0 &&
      givenArgumentFaults(scheduler, given).length === 0
    return isOfType ? undefined : { faults: after }
  }
  // An older version expanded it into another type: the group is driven as the others are.
  if (after.type !== scheduler.type && !hasParameters) return undefined
  const own = ownArguments(scheduler, after, group.name)
  return own ? { own } : { faults: [otherKind(scheduler)] }
}

const otherKind = ({ preset = 'it', type }: Scheduler): Fault => {
  const detail = `${preset} stands for another kind of scheduler on this group than its ${type}, wanted "schedulers": "none", and a preset of its own with "groups"`
  return { pointer: '', detail }
}

const asGiven = ({ written = {}, ...scheduler }: Scheduler): SchedulerBody =>
  written.parameters
    ? presetBody(scheduler.preset!, written.parameters)
    : { ...scheduler, ...written.arguments }

/** The arguments of a group that a scheduler does not give it; undefined if not only they differ. */
function ownArguments(
  before: SchedulerBody,
  after: SchedulerBody,
  group: string,
): GivenArguments | undefined {
  const [inner, now] = [childrenOf(before), childrenOf(after)]
  if (!isSameKind(before, after) || inner.length !== now.length) return undefined
  const own = differingArguments(before, argumentsFor(after, group))
  const nested = inner.map((each, index) => ownArguments(each.inner, now[index]!.inner, group))
  if (!own || nested.includes(undefined)) return undefined
  return { ...own, ...inField(inner[0]?.path[0], nested) }
}

/** What nested schedulers have, under the field of the nesting; nothing if none has anything. */
const inField = (
  field: PropertyKey | undefined,
  nested: readonly (GivenArguments | undefined)[],
): GivenArguments => {
  const isAny = nested.some((each = {}) => Object.keys(each).length > 0)
  return isAny ? { [field!]: field === 'schedulers' ? nested : nested[0] } : {}
}

const isSameKind = (before: SchedulerBody, after: SchedulerBody): boolean =>
  before.type === after.type && (before.every ?? 1) === (after.every ?? 1)

/** Undefined if a value differs that is common to all groups, or that is omitted for this one. */
function differingArguments(
  before: SchedulerBody,
  values: GivenArguments,
): GivenArguments | undefined {
  const known = argumentsOf(before.type)
  const byGroup = perGroupArguments(before)
  const names = Object.keys(known).filter(
    (name) => byGroup.has(name) || !isSameJson(before[name], values[name]),
  )
  if (names.some((name) => known[name]!.common || values[name] === undefined)) return undefined
  return Object.fromEntries(names.map((name) => [name, values[name]] as const))
}
