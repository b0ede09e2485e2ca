import { PERCENT } from '../schedules/duration.ts'
import {
  argumentsOf,
  scheduleOf,
  type Scheduler,
  type SchedulerBody,
  type Written,
} from '../schedules/catalogue.ts'
import { hasPreset, keyedByGroupName, nestedOf } from './by_group.ts'

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
    (name, value) =>
      writableFields(type).includes(name) && (hasShare(value) || isOfPresets(name, value)),
  )
  return Object.keys(fields).length === 0 ? undefined : { arguments: fields }
}

const isOfPresets = (name: string, value: unknown): boolean =>
  nestedOf({ [name]: value } as unknown as SchedulerBody).some(hasPreset)

/** A preset as it was given, with the arguments beside its parameters. */
export function writtenPreset(parameters: Json, common: Json): Written {
  const given = pick(
    common,
    (name, value) =>
      value !== null && (name === 'min' || name === 'max' || (name === 'every' && hasShare(value))),
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
  const { preset, written } = body
  if (!written) return named
  const { parameters, arguments: given } = written
  const keyed = {
    ...(parameters && { parameters: keyedParameters(preset!, parameters, groups) }),
    ...(given && { arguments: keyedAs(given, keyedByGroupName({ ...body, ...given }, groups)) }),
  }
  return { ...named, written: { ...written, ...keyed } }
}

/** Parameters of a preset with objects by group in place of lists. */
export function keyedParameters(preset: string, parameters: Json, groups: readonly string[]): Json {
  const { preset: _preset, ...keyed } = keyedByGroupName(presetBody(preset, parameters), groups)
  return keyed
}

/** A preset with its parameters, in the form of a request. */
export const presetBody = (preset: string, parameters: Json): SchedulerBody =>
  ({ ...parameters, preset }) as unknown as SchedulerBody

/** Some fields, with the values that they have in a scheduler. */
export const keyedAs = (fields: Json, { ...whole }: SchedulerBody): Json =>
  Object.fromEntries(Object.keys(fields).map((name) => [name, whole[name]] as const))

const pick = (given: Json, keeps: (name: string, value: unknown) => boolean): Json =>
  Object.fromEntries(Object.entries(given).filter(([name, value]) => keeps(name, value)))

/** What an input changes of {@link Written}: null takes an argument out. */
export interface WrittenChange {
  readonly parameters?: Json | undefined
  readonly arguments?: Json | undefined
  /** The common values after the change; without it, those of the changed arguments are gone. */
  readonly common?: Json | undefined
}

/**
 * How a scheduler is written after a change. What the change gives is no longer a group's own.
 * @param names the arguments whose values changed.
 */
export function withWritten<S extends SchedulerBody>(
  scheduler: S,
  change: WrittenChange,
  names: readonly string[] = [],
): S {
  const { written: before = {}, ...others } = scheduler
  const changed = change.arguments ?? {}
  const isKept = (name: string) =>
    !Object.hasOwn(changed, name) && !Object.hasOwn(change.parameters ?? {}, name)
  const written: Written = {
    ...nonEmpty('parameters', { ...before.parameters, ...change.parameters }),
    ...nonEmpty(
      'arguments',
      pick({ ...before.arguments, ...changed }, (_, value) => value !== null),
    ),
    ...nonEmpty('late', lateKept(before, isKept)),
    ...nonEmpty(
      'common',
      change.common ?? pick(before.common ?? {}, (name) => !names.includes(name)),
    ),
  }
  // The rest of S has all fields but `written`, which is optional.
  return (Object.keys(written).length === 0 ? others : { ...others, written }) as S
}

const lateKept = ({ late = {} }: Written, isKept: (name: string) => boolean): Json =>
  Object.fromEntries(
    Object.entries(late)
      .map(([group, own]) => [group, pick(own, isKept)] as const)
      .filter(([, own]) => Object.keys(own).length > 0),
  )

const nonEmpty = (name: keyof Written, value: Json) =>
  Object.keys(value).length === 0 ? {} : { [name]: value }

/** What a group that was added later brought, as it was given, in place of what it had before. */
export function withLateWritten<S extends SchedulerBody>(
  scheduler: S,
  group: string,
  given: Json,
): S {
  const { written } = scheduler
  if (!written && !hasShare(given)) return scheduler
  const others = Object.entries(written?.late ?? {}).filter(([name]) => name !== group)
  const own = Object.keys(given).length === 0 ? [] : [[group, given] as const]
  const { late: _late, ...kept } = written ?? {}
  const late = nonEmpty('late', Object.fromEntries([...others, ...own]))
  return { ...scheduler, written: { ...kept, ...late } }
}

/** Whether it is known what a scheduler was given as. A group that was added later is not enough. */
export const isKnown = ({ parameters, arguments: given }: Written = {}): boolean =>
  parameters !== undefined || given !== undefined

/** A scheduler as answers show it. */
export function withoutWritten(scheduler: Scheduler): Scheduler {
  const { written: _written, ...shown } = scheduler
  return shown
}
