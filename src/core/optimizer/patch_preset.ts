import type { Changes } from '../definition/patched.ts'
import { changedFields, expanded, fixedChanges, rewritten } from '../definition/rewritten.ts'
import type { NormalizeSettings } from '../definition/preset_context.ts'
import { keyedParameters, withWritten, type WrittenChange } from '../definition/written.ts'
import { presetOf } from '../presets/catalogue.ts'
import { pointer, type Fault } from '../problem.ts'
import type { Scheduler, SchedulerBody } from '../schedules/catalogue.ts'
import { typeFaults } from './type_change.ts'

/** The names of a preset's parameters; none if the scheduler is of no preset. */
export function parametersOf({ preset }: Scheduler): readonly string[] {
  const found = preset === undefined ? undefined : presetOf(preset)
  return Object.keys(found?.parameters ?? {})
}

/** The changes of a scheduler of a preset: parameters, and arguments of what it stands for. */
export interface PresetChange {
  readonly parameters: Changes
  readonly arguments: Changes
}

/** A scheduler after a change of its preset's parameters, and how it is written then. */
export interface ChangedPreset {
  readonly after: Scheduler
  readonly changes: Changes
  readonly written: WrittenChange
}

/**
 * A preset with other parameters, expanded again. What was changed by arguments stays so, unless
 * the parameters change these very arguments. If it cannot be, the faults.
 * @param groups the groups that it drives.
 */
export function changePreset(
  scheduler: Scheduler,
  given: PresetChange,
  settings: NormalizeSettings,
  groups: readonly string[],
): ChangedPreset | Fault[] {
  const parameters = keyedParameters(scheduler.preset!, given.parameters, groups)
  const changed = withWritten(scheduler, { parameters })
  const next = expanded(changed, parametersIn(changed), settings, groups)
  if (Array.isArray(next)) return next
  const own = { ...overridden(scheduler, next, settings, groups), ...given.arguments }
  const written = {
    parameters,
    ...(Object.keys(own).length === 0 ? {} : { arguments: own }),
  }
  const after = rewritten(scheduler, withWritten(scheduler, written).written!, settings, groups)
  if (Array.isArray(after)) return atParameters(after, given)
  const faults = goingOnFaults(scheduler, after, parameters, { settings, groups })
  if (faults.length > 0) return faults
  const { common } = after.written ?? {}
  const change = { ...written, ...(common && { common }) }
  return { after, changes: changedFields(scheduler, after), written: change }
}

interface Around {
  readonly settings: NormalizeSettings
  readonly groups: readonly string[]
}

/** Why the scheduler cannot go on as what the parameters make of it. */
function goingOnFaults(
  before: Scheduler,
  after: Scheduler,
  parameters: Changes,
  around: Around,
): Fault[] {
  if (before.type !== after.type) {
    const at = pointer([Object.keys(parameters)[0]!])
    const faults = typeFaults(before, after, around.groups, around.settings)
    return faults.map(({ detail }) => ({ pointer: at, detail }))
  }
  return fixedChanges(before, after).map((path) =>
    fixedFault(path, guiltyParameter(path[0]!, before, parameters, around), after),
  )
}

const parametersIn = ({ written }: Scheduler): Changes => written?.parameters ?? {}

/** The arguments that were changed by hand, and that other parameters change now: taken out. */
function overridden(
  scheduler: Scheduler,
  next: SchedulerBody,
  settings: NormalizeSettings,
  groups: readonly string[],
): Changes {
  const byHand = Object.keys(scheduler.written?.arguments ?? {})
  const before = expanded(scheduler, parametersIn(scheduler), settings, groups)
  const isComparable = !Array.isArray(before) && before.type === next.type
  const changed = isComparable ? Object.keys(changedFields(before, next)) : byHand
  const reset = byHand.filter((name) => changed.includes(name))
  return Object.fromEntries(reset.map((name) => [name, null] as const))
}

/** Faults of what the preset stands for, at the first parameter that was given. */
export const atParameters = (faults: readonly Fault[], { parameters }: PresetChange): Fault[] =>
  faults.map((fault) => {
    const at = fault.pointer === '' || fault.pointer === '/preset' ? '' : ` at ${fault.pointer}`
    const detail = `with this the preset is refused${at}: ${fault.detail}`
    return { pointer: pointer([Object.keys(parameters)[0]!]), detail }
  })

function fixedFault(path: readonly string[], parameter: string, { type }: Scheduler): Fault {
  const detail = `changes "${path.join('.')}" of ${type}, which cannot change after its construction; detach the scheduler and attach another one`
  return { pointer: pointer([parameter]), detail }
}

/** The given parameter that by itself changes an argument; the first one if only several do. */
function guiltyParameter(
  argument: string,
  scheduler: Scheduler,
  given: Changes,
  { settings, groups }: Around,
): string {
  const parameters = parametersIn(scheduler)
  const before = expanded(scheduler, parameters, settings, groups)
  const names = Object.keys(given)
  const changesIt = (name: string) => {
    const after = expanded(scheduler, { ...parameters, [name]: given[name] }, settings, groups)
    if (Array.isArray(before) || Array.isArray(after)) return false
    return Object.hasOwn(changedFields(before, after), argument)
  }
  return names.find(changesIt) ?? names[0]!
}
