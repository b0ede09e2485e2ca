import type { Member } from '../definition/member.ts'
import type { RunLengths } from '../presets/run_lengths.ts'
import type { Scheduler } from '../schedules/catalogue.ts'

/** What is accepted, as torch and the libraries accept it, and likely not meant. */
export const WARNING_CODES = [
  'schedulers_collide',
  'effect_lost',
  'schedule_over',
  'schedule_short',
  'warmup_long',
  'milestone_unreached',
  'length_below_one',
  'never_steps',
  'minimum_above',
  'threshold_negative',
  'metric_negative',
  'rates_taken_as_scaled',
  'edit_overwritten',
] as const
export type WarningCode = (typeof WARNING_CODES)[number]

/** A warning in a response: its place is a JSON pointer into the response. */
export interface Warning {
  readonly code: WarningCode
  readonly pointer: string
  readonly detail: string
}

/** The most warnings in one response. */
export const MAX_WARNINGS = 50

/** A scheduler, and what it drives. */
export interface WatchedScheduler {
  readonly scheduler: Scheduler
  /** The step at which it is constructed. */
  readonly since: number
  /** The step at which it is detached, if that is known. */
  readonly until?: number | undefined
  /** The groups that it drives. */
  readonly groups: readonly Member[]
  /** If it was given as a preset: the lengths of that. */
  readonly lengths?: RunLengths | undefined
}

/** A warning about a scheduler, before its place in a response is known. */
export interface SchedulerWarning {
  readonly code: WarningCode
  readonly scheduler: string
  /** The other scheduler that it is about. */
  readonly other?: string
  /** The groups that it is about; default: all groups of the scheduler. */
  readonly groups?: readonly string[]
  /** The path to the field, in the JSON of the scheduler. */
  readonly path: readonly PropertyKey[]
  readonly detail: string
}

/** The groups of a warning in words: at most 3 of them. */
export function groupsInWords(names: readonly string[]): string {
  const shown = names.slice(0, 3).map((name) => `"${name}"`)
  const more = names.length - shown.length
  return `group${names.length > 1 ? 's' : ''} ${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}
