import type { Level } from '../../schedules/level.ts'
import type { SchedulerJson } from '../preset.ts'

/** A phase of PhasedLR. */
export interface PhaseJson {
  readonly curve: string
  readonly from?: Level
  readonly to?: Level
  readonly duration?: number
  readonly [argument: string]: unknown
}

/**
 * Consecutive phases. A phase of 0 steps is omitted; its end value is then the start value of the
 * next phase, or the end value of the schedule.
 */
export function phased(...phases: readonly PhaseJson[]): SchedulerJson {
  const kept: PhaseJson[] = []
  let jumpTo: Level | undefined
  for (const phase of phases) {
    if (phase.duration === 0) jumpTo = phase.to ?? jumpTo
    else kept.push(startingAt(jumpTo, phase))
    if (phase.duration !== 0) jumpTo = undefined
  }
  if (jumpTo !== undefined) kept.push({ curve: 'hold', to: jumpTo })
  return { type: 'PhasedLR', phases: kept }
}

function startingAt(level: Level | undefined, phase: PhaseJson): PhaseJson {
  if (level === undefined) return phase
  return phase.curve === 'hold' ? { to: level, ...phase } : { from: level, ...phase }
}

/** A linear ramp; default: from 0 to the group's own value. */
export const warmup = (duration: number, from: Level = 0, to: Level = 1): PhaseJson => ({
  curve: 'linear',
  from,
  to,
  duration,
})

/** A scheduler after a linear ramp, if it has any steps; default of `to`: the scheduler's value. */
export const withWarmup = (
  { duration, from = 0, ...more }: { duration: number; from?: Level; to?: Level; mode?: string },
  scheduler: SchedulerJson,
): SchedulerJson =>
  duration === 0 ? scheduler : { type: 'WarmupLR', duration, from, ...more, scheduler }

/** The level of an optional value, or another level, such as the group's own. */
export const levelOf = (given: number | null | undefined, otherwise: Level): Level =>
  given === undefined || given === null ? otherwise : { value: given }
