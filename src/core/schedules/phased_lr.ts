import { z } from 'zod'
import { pow } from '../numerics/pow.ts'
import { argument, ArgumentRefusal } from './argument.ts'
import { levelValue, scaledLevel, type Level } from './level.ts'
import { closedFormRule } from './parts/closed_form.ts'
import { Phase } from './parts/phase.ts'
import { rampOf, type Ramp } from './parts/ramp.ts'
import { refuseRamp } from './parts/ramp_refusals.ts'
import { countAtOrBefore } from './parts/count_at_or_before.ts'
import { aroundTurns, nextOf } from './parts/turns.ts'
import { memoizeLast } from './parts/memoize_last.ts'
import { schedule } from './schedule.ts'

/**
 * Consecutive phases. Each begins at the end of the previous phase unless it has a `from`; after
 * the last phase its end value is held. A ramp along a curve has the value `to + (from - to) * r **
 * power`, where r is the remaining share of the curve at p ** k (see curves.ts), and p goes from 0
 * to 1 according to `endpoints`. A closed form of the epoch.
 */
export const PhasedLR = schedule({
  type: 'PhasedLR',
  summary: 'Consecutive phases: ramps along curves, constant phases, and inverse powers.',
  arguments: {
    phases: argument(z.array(Phase).min(1).max(1000), 'The phases, in order.'),
  },
  example: {
    type: 'PhasedLR',
    phases: [
      { curve: 'linear', from: 0, to: 1, duration: 500, endpoints: 'end' },
      { curve: 'hold', duration: 7500 },
      { curve: 'cosine', to: 0.1, duration: 2000 },
    ],
  },
  rule: ({ phases }) => {
    const placed = placedPhases(phases)
    const ends = placed.map(({ end }) => end)
    const { end: length, to: last } = placed.at(-1)!
    const form = closedFormRule(
      (epoch, { base }) => {
        const current = placed[countAtOrBefore(ends, epoch)]
        if (!current) return levelValue(last, base)
        const { start, from, to, ramp } = current
        return ramp(epoch - start, levelValue(from, base), levelValue(to, base))
      },
      aroundTurns((epoch) => nextOf(ends, epoch)),
    )
    if (!Number.isFinite(length)) return form
    // Phases that end at the initial value are the warmup of something else.
    return { ...form, length, ...(last !== 1 && { run: { steps: length, then: 'holds' } }) }
  },
})

/** A phase with its first and last step. */
interface PlacedPhase {
  readonly start: number
  readonly end: number
  readonly from: Level
  readonly to: Level
  readonly ramp: Ramp
}

function placedPhases(phases: readonly Phase[]): PlacedPhase[] {
  const placed: PlacedPhase[] = []
  phases.forEach((phase, at) => {
    const path = ['phases', at]
    if (phase.duration === undefined && at < phases.length - 1) {
      const message = 'given nothing, wanted steps: only the last phase may have no end'
      throw new ArgumentRefusal([...path, 'duration'], message)
    }
    const before = placed.at(-1)
    placed.push(placedPhase(phase, before?.end ?? 0, before?.to ?? 1, path))
  })
  return placed
}

function placedPhase(
  phase: Phase,
  start: number,
  before: Level,
  path: readonly PropertyKey[],
): PlacedPhase {
  const { duration = Infinity } = phase
  const span = { start, end: start + duration }
  if (phase.curve === 'hold') {
    const { to = before } = phase
    return { ...span, from: to, to, ramp: (_step, _from, held) => held }
  }
  const { from = before } = phase
  if (phase.curve === 'inverse_power') {
    const remaining = memoizeLast((step) => pow(1 + step / phase.timescale, -phase.power))
    const to = scaledLevel(from, remaining(duration))
    return { ...span, from, to, ramp: (step, top) => top * remaining(step) }
  }
  const { to } = phase
  refuseRamp(phase, duration, { from, to }, path)
  return { ...span, from, to, ramp: rampOf(phase, duration) }
}
