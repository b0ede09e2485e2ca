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
 * Phases end to end. One that lasts no time is left out; the next one then starts, or the whole
 * ends, where it would have ended.
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

/** A straight ramp up to the group's own value, from 0 unless something else is said. */
export const warmup = (duration: number, from: Level = 0, to: Level = 1): PhaseJson => ({
  curve: 'linear',
  from,
  to,
  duration,
})

/** A scheduler behind a straight ramp, if there is to be one. `to` left out: wherever it begins. */
export const withWarmup = (
  { duration, from = 0, ...more }: { duration: number; from?: Level; to?: Level; mode?: string },
  scheduler: SchedulerJson,
): SchedulerJson =>
  duration === 0 ? scheduler : { type: 'WarmupLR', duration, from, ...more, scheduler }

/** A level that may be left out, which then means another: the group's own, say. */
export const levelOf = (given: number | null | undefined, otherwise: Level): Level =>
  given === undefined || given === null ? otherwise : { value: given }
