import { normalize } from '../definition/normalize.ts'
import type { Changes } from '../definition/patched.ts'
import { keyedByGroupName } from '../definition/by_group.ts'
import { faultsOf, schemaErrorMap } from '../definition/schema_faults.ts'
import type { NormalizeSettings } from '../definition/preset_context.ts'
import { hasShare, type WrittenChange } from '../definition/written.ts'
import { refuse, type Fault } from '../problem.ts'
import { SchedulerBody } from '../definition/scheduler_schemas.ts'
import type { Scheduler, SchedulerBody as Body } from '../schedules/catalogue.ts'
import type { PresetChange } from './patch_preset.ts'

/** A scheduler after a change of arguments, which are given with their names in our types. */
export function changeArguments(
  scheduler: Scheduler,
  { arguments: given }: PresetChange,
  settings: NormalizeSettings,
  groups: readonly string[],
): ChangedScheduler | Fault[] {
  const input = parsed({ ...expansionOf(scheduler), ...given })
  const changed = normalize(input, settings)
  if (Array.isArray(changed)) return changed
  const fields = Object.keys(given)
  const after = keyedByGroupName(changed, groups)
  const changes = Object.fromEntries(fields.map((key) => [key, after[key]] as const))
  const written = writtenArguments(scheduler, keyedByGroupName(input, groups), fields)
  return { after, changes, ...(written && { written }) }
}

interface ChangedScheduler {
  readonly after: Body
  readonly changes: Changes
  readonly written?: WrittenChange
}

/** Of a preset each changed argument is kept, of others those with shares; null ends a share. */
function writtenArguments(
  { written }: Scheduler,
  given: Body,
  fields: readonly string[],
): WrittenChange | undefined {
  const isPreset = written?.parameters !== undefined
  const entries = fields.map((name) => {
    return [name, isPreset || hasShare(given[name]) ? given[name] : null] as const
  })
  const isKnown = written !== undefined || entries.some(([, value]) => value !== null)
  return isKnown ? { arguments: Object.fromEntries(entries) } : undefined
}

/** A scheduler as a request by its type has it. */
export function expansionOf({ preset: _preset, written: _written, ...own }: Body): object {
  return own
}

/**
 * A scheduler in the form of a request.
 * @throws {Refusal} `invalid_request`.
 */
export function parsed(changed: object): Body {
  const { data, error } = SchedulerBody.safeParse(changed, {
    error: schemaErrorMap,
    reportInput: true,
  })
  return data ?? refuse({ code: 'invalid_request', errors: faultsOf(error.issues) })
}
