import type { Changes } from '../definition/patched.ts'
import { changedFields, expanded, fixedChanges, rewritten } from '../definition/rewritten.ts'
import type { NormalizeSettings } from '../definition/preset_context.ts'
import { withWritten, type WrittenChange } from '../definition/written.ts'
import { presetOf } from '../presets/catalogue.ts'
import { pointer, type Fault } from '../problem.ts'
import type { Scheduler, SchedulerBody } from '../schedules/catalogue.ts'

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
  const next = expanded(scheduler, { ...parametersIn(scheduler), ...given.parameters }, settings)
  if (Array.isArray(next)) return next
  const own = { ...overridden(scheduler, next, settings), ...given.arguments }
  const written = {
    parameters: given.parameters,
    ...(Object.keys(own).length === 0 ? {} : { arguments: own }),
  }
  const after = rewritten(scheduler, withWritten(scheduler, written).written!, settings, groups)
  if (Array.isArray(after)) return atParameters(after, given)
  const fixed = fixedChanges(scheduler, after).map((path) =>
    fixedFault(path, guiltyParameter(path[0]!, scheduler, given.parameters, settings), after),
  )
  if (fixed.length > 0) return fixed
  return { after, changes: changedFields(scheduler, after), written }
}

const parametersIn = ({ written }: Scheduler): Changes => written?.parameters ?? {}

/** The arguments that were changed by hand, and that other parameters change now: taken out. */
function overridden(
  scheduler: Scheduler,
  next: SchedulerBody,
  settings: NormalizeSettings,
): Changes {
  const byHand = Object.keys(scheduler.written?.arguments ?? {})
  const before = expanded(scheduler, parametersIn(scheduler), settings)
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
  settings: NormalizeSettings,
): string {
  const parameters = parametersIn(scheduler)
  const before = expanded(scheduler, parameters, settings)
  const names = Object.keys(given)
  const changesIt = (name: string) => {
    const after = expanded(scheduler, { ...parameters, [name]: given[name] }, settings)
    if (Array.isArray(before) || Array.isArray(after)) return false
    return Object.hasOwn(changedFields(before, after), argument)
  }
  return names.find(changesIt) ?? names[0]!
}
