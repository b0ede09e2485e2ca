import { define, RegistrationBody } from '../src/core/registration.ts'
import type { State } from '../src/core/state.ts'
import { advance, begin } from '../src/core/trajectory.ts'
import { rounded } from './quantile.ts'

/**
 * How fast the pure core goes when nothing is in its way, so the fastest round counts. There is no
 * goal; it is good to know.
 */

const STEPS = 250_000
const GROUPS = 4
const ROUNDS = 7

const SCHEDULERS = {
  StepLR: { type: 'StepLR', step_size: 100, gamma: 0.999 },
  LinearLR: { type: 'LinearLR', start_factor: 0.1, total_iters: STEPS },
  ExponentialLR: { type: 'ExponentialLR', gamma: 0.99999 },
}

export type Core = ReturnType<typeof measureCore>

export function measureCore() {
  const states = Object.entries(SCHEDULERS).map(([name, each]) => ({ name, state: start(each) }))
  // All of them first: a rule that has the engine to itself is faster than in any real process.
  for (const { state } of states) groupStepsPerSecond(state)
  const measured = states.map(({ name, state }) => {
    const rounds = Array.from({ length: ROUNDS }, () => groupStepsPerSecond(state))
    return [name, rounded(Math.max(...rounds))] as const
  })
  return { steps: STEPS, groups: GROUPS, group_steps_per_second: Object.fromEntries(measured) }
}

function start(scheduler: object): State {
  const groups = Array.from({ length: GROUPS }, (_, index) => ({ name: `group-${index}`, lr: 0.1 }))
  return begin(define(RegistrationBody.parse({ groups, schedulers: [scheduler] })))
}

function groupStepsPerSecond(state: State): number {
  const began = performance.now()
  advance(state, [], STEPS)
  return (STEPS * GROUPS) / ((performance.now() - began) / 1_000)
}
