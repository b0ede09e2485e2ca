import { PERCENT } from '../schedules/duration.ts'
import {
  argumentsOf,
  scheduleOf,
  type Scheduler,
  type SchedulerBody,
  type Written,
} from '../schedules/catalogue.ts'
import { isPreset } from './scheduler_schemas.ts'
import { keyedByGroupName } from './per_group_arguments.ts'

type Json = Readonly<Record<string, unknown>>

/** Whether a value is, or contains, a share of the run such as "12.5%". */
export function hasShare(value: unknown): boolean {
  if (typeof value === 'string') return PERCENT.test(value)
  return typeof value === 'object' && value !== null && Object.values(value).some(hasShare)
}

/** The fields of a scheduler that may have shares: its arguments, nested ones, and its clock. */
export function writableFields(type: SchedulerBody['type']): readonly string[] {
  const { nestingField } = scheduleOf(type)
  const nested = nestingField === undefined ? [] : [nestingField.replace('?', '')]
  return [...Object.keys(argumentsOf(type)), ...nested, 'every']
}

/** The arguments of a request that have shares or presets, nested ones included. */
export function writtenFields({ type, ...given }: SchedulerBody): Written | undefined {
  const fields = pick(
    given,
    (name, value) => writableFields(type).includes(name) && (hasShare(value) || hasPreset(value)),
  )
  return Object.keys(fields).length === 0 ? undefined : { arguments: fields }
}

/** Whether a value has a preset, which may follow from the length of the run. */
const hasPreset = (value: unknown): boolean =>
  isPreset(value) ||
  (typeof value === 'object' && value !== null && Object.values(value).some(hasPreset))

/** A preset as it was given, with the arguments beside its parameters. */
export function writtenPreset(parameters: Json, common: Json): Written {
  const given = pick(
    common,
    (name, value) => value !== null && (name === 'min' || name === 'max' || hasShare(value)),
  )
  return { parameters, ...(Object.keys(given).length === 0 ? {} : { arguments: given }) }
}

/** The scheduler with a name, and with objects by group in place of lists. */
export function namedScheduler(
  body: SchedulerBody,
  name: string,
  groups: readonly string[],
): Scheduler {
  const named = { ...keyedByGroupName(body, groups), name }
  const given = body.written?.arguments
  if (given === undefined) return named
  const whole = keyedByGroupName({ ...body, ...given }, groups)
  return { ...named, written: { ...body.written, arguments: keyedAs(given, whole) } }
}

/** Some fields, with the values that they have in a scheduler. */
export const keyedAs = (fields: Json, { ...whole }: SchedulerBody): Json =>
  Object.fromEntries(Object.keys(fields).map((name) => [name, whole[name]] as const))

const pick = (given: Json, keeps: (name: string, value: unknown) => boolean): Json =>
  Object.fromEntries(Object.entries(given).filter(([name, value]) => keeps(name, value)))

/** What an input changes of {@link Written}: null takes an argument out. */
export interface WrittenChange {
  readonly parameters?: Json | undefined
  readonly arguments?: Json | undefined
}

/** How a scheduler is written after a change. What the change gives is no longer a group's own. */
export function withWritten<S extends SchedulerBody>(scheduler: S, change: WrittenChange): S {
  const { written: before = {}, ...others } = scheduler
  const changed = change.arguments ?? {}
  const isKept = (name: string) => !Object.hasOwn(changed, name)
  const written: Written = {
    ...nonEmpty('parameters', { ...before.parameters, ...change.parameters }),
    ...nonEmpty(
      'arguments',
      pick({ ...before.arguments, ...changed }, (_, value) => value !== null),
    ),
    ...nonEmpty(
      'late',
      Object.fromEntries(
        Object.entries(before.late ?? {})
          .map(([group, own]) => [group, pick(own, isKept)] as const)
          .filter(([, own]) => Object.keys(own).length > 0),
      ),
    ),
  }
  // The rest of S has all fields but `written`, which is optional.
  return (Object.keys(written).length === 0 ? others : { ...others, written }) as S
}

const nonEmpty = (name: keyof Written, value: Json) =>
  Object.keys(value).length === 0 ? {} : { [name]: value }

/** The arguments of a group that was added later, as they were given, beside those of the others. */
export function withLateWritten<S extends SchedulerBody>(
  scheduler: S,
  group: string,
  given: Json,
): S {
  const { written } = scheduler
  if (!written && !hasShare(given)) return scheduler
  return { ...scheduler, written: { ...written, late: { ...written?.late, [group]: given } } }
}

/** A scheduler as answers show it. */
export function withoutWritten(scheduler: Scheduler): Scheduler {
  const { written: _written, ...shown } = scheduler
  return shown
}
