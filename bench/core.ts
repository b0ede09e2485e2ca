import { define, RegistrationBody } from '../src/core/definition/registration.ts'
import type { State } from '../src/core/trajectory/state.ts'
import { fold } from '../src/core/trajectory/fold.ts'
import { initialState } from '../src/core/trajectory/initial_state.ts'
import { startTorch, type Torch } from './baselines/torch.ts'
import { rounded } from './quantile.ts'

/**
 * The speed of the service's core on one CPU core, and of torch's own loop, in alternating rounds.
 * Other processes use the machine too, so the fastest round of each counts.
 */

const STEPS = 250_000
const TORCH_STEPS = 20_000
const GROUPS = 2
const ROUNDS = 7

interface MeasuredScheduler {
  readonly arguments: Readonly<Record<string, number>>
  /** Group-steps a second, and the ratio to torch. */
  readonly goal?: { readonly perSecond: number; readonly ratio: number }
}

const SCHEDULERS: Readonly<Record<string, MeasuredScheduler>> = {
  StepLR: { arguments: { step_size: 100, gamma: 0.999 }, goal: { perSecond: 20e6, ratio: 20 } },
  CosineAnnealingLR: { arguments: { T_max: STEPS }, goal: { perSecond: 4e6, ratio: 5 } },
  LinearLR: { arguments: { start_factor: 0.1, total_iters: STEPS } },
  ExponentialLR: { arguments: { gamma: 0.99999 } },
  PolynomialLR: { arguments: { total_iters: STEPS, power: 0.9 } },
}

export interface CoreResult {
  readonly type: string
  readonly group_steps_per_second: number
  readonly torch_per_second: number | null
  readonly ratio: number | null
  readonly goal: MeasuredScheduler['goal'] | null
}

export interface Core {
  readonly steps: number
  readonly groups: number
  readonly schedulers: readonly CoreResult[]
}

export async function measureCore(): Promise<Core> {
  using torch = startTorch()
  const all = Object.entries(SCHEDULERS).map(([type, measured]) => {
    return { type, measured, state: start({ type, ...measured.arguments }) }
  })
  // Warm up all of them first: V8 runs a rule faster alone than it does in any real process.
  for (const { state } of all) groupStepsPerSecond(state)
  const schedulers: CoreResult[] = []
  for (const { type, measured, state } of all) {
    schedulers.push(resultOf(type, measured, await fastest(torch, type, measured, state)))
  }
  return { steps: STEPS, groups: GROUPS, schedulers }
}

async function fastest(
  torch: Torch,
  type: string,
  { arguments: given }: MeasuredScheduler,
  state: State,
) {
  let ours = 0
  let theirs = 0
  for (let round = 0; round < ROUNDS; round++) {
    ours = Math.max(ours, groupStepsPerSecond(state))
    const request = { type, arguments: given, groups: GROUPS, steps: TORCH_STEPS }
    theirs = Math.max(theirs, (await torch.round(request)) ?? 0)
  }
  return { ours, theirs }
}

function resultOf(
  type: string,
  { goal }: MeasuredScheduler,
  { ours, theirs }: { ours: number; theirs: number },
) {
  return {
    type,
    group_steps_per_second: rounded(ours),
    torch_per_second: theirs === 0 ? null : rounded(theirs),
    ratio: theirs === 0 ? null : rounded(ours / theirs),
    goal: goal ?? null,
  }
}

function start(scheduler: object): State {
  const groups = Array.from({ length: GROUPS }, (_, index) => ({ name: `group-${index}`, lr: 0.1 }))
  return initialState(define(RegistrationBody.parse({ groups, schedulers: [scheduler] })))
}

function groupStepsPerSecond(state: State): number {
  const began = performance.now()
  fold(state, [], STEPS)
  return (STEPS * GROUPS) / ((performance.now() - began) / 1_000)
}
