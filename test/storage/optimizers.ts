import { randomUUID } from 'node:crypto'
import type { Generation } from '../../src/core/optimizer/generation.ts'
import type { Input } from '../../src/core/trajectory/input.ts'
import { newOptimizer, type Optimizer } from '../../src/core/optimizer/optimizer.ts'
import { define, RegistrationBody } from '../../src/core/definition/registration.ts'
import type { Snapshot } from '../../src/core/history/snapshot.ts'
import { fold } from '../../src/core/trajectory/fold.ts'

/*
 * Optimizers for the tests of stores. They are made of plain data, because a store accepts any
 * state that the core could make.
 */

export const NOW = '2026-11-22T08:00:00.000Z'

/** A registration of two groups with momentum and one StepLR. */
const RUN = {
  groups: [
    { name: 'backbone', lr: 0.1, momentum: 0.9 },
    { name: 'head', lr: 0.01, momentum: 0.9 },
  ],
  schedulers: [{ type: 'StepLR', step_size: 10, gamma: 0.1 }],
}

interface Registered {
  readonly id?: string
  readonly groups?: readonly object[]
  readonly labels?: Record<string, string>
  readonly schedulers?: readonly object[]
}

/** A new optimizer of two groups, or others, with one StepLR or other schedulers. */
export function registered({
  id = randomUUID(),
  groups = RUN.groups,
  labels = {},
  schedulers = RUN.schedulers,
}: Registered = {}): Optimizer {
  const definition = define(RegistrationBody.parse({ groups, schedulers, labels }))
  return newOptimizer(id, { ...definition, request: 'fJjy4RY6NLiFjs4CZEMHWg' }, NOW)
}

/** An optimizer with a number of groups, each with a changing learning rate. */
export const wide = (count: number): Optimizer =>
  registered({
    groups: Array.from({ length: count }, (_, index) => ({ name: `g${index}`, lr: 1 + index })),
  })

const PLATEAU = { type: 'ReduceLROnPlateau', monitor: 'loss', patience: 0, cooldown: 1 }

/** An optimizer whose schedules have state beside their values, one of them nested. */
export const withScheduleState = (): Optimizer =>
  registered({
    schedulers: [
      {
        type: 'SequentialLR',
        schedulers: [{ type: 'LinearLR', total_iters: 3 }, PLATEAU],
        milestones: [3],
      },
      { ...PLATEAU, mode: 'max' },
      { type: 'ProductLR', schedulers: [{ type: 'StepLR', step_size: 2 }, PLATEAU] },
      { type: 'OneCycleLR', max_lr: 0.5, total_steps: 30 },
    ],
  })

/** The optimizer sealed through a step. */
export function advanced(optimizer: Optimizer, step: number): Optimizer {
  const state = fold(optimizer.state, optimizer.pending, step)
  const pending = optimizer.pending.filter((input) => input.step > step)
  const actedInputs = optimizer.pending.filter((input) => input.step <= step)
  const acted = actedInputs.at(-1)?.revision ?? optimizer.acted
  return { ...optimizer, cursor: step, sealedThrough: step, state, pending, acted }
}

type Bare<I = Input> = I extends Input ? Omit<I, 'revision' | 'step' | 'recordedAt'> : never

/** The optimizer with inputs accepted, each at the next unsealed step, from step 1 on. */
export const accepting = (optimizer: Optimizer, ...plainData: readonly Bare[]): Optimizer =>
  plainData.reduce<Optimizer>((so, each) => {
    const revision = so.revision + 1
    const input: Input = {
      ...each,
      revision,
      step: Math.max(0, so.sealedThrough) + 1,
      recordedAt: NOW,
    }
    return { ...so, revision, pending: [...so.pending, input] }
  }, optimizer)

export const edit = (lr: number) => ({ kind: 'edited', groups: ['head'], set: { lr } }) as const

export const decided = (metric: string, reportedFor: number, value: number) =>
  ({ kind: 'metric_decided', metric, reportedFor, value }) as const

/** The optimizer in a new generation that resumes at its current step. */
export function restarted(optimizer: Optimizer): Optimizer {
  const { number: parent } = optimizer.generation
  const generation: Generation = {
    number: parent + 1,
    key: `restart-${parent}`,
    parent,
    resumeStep: optimizer.state.step,
    revision: optimizer.revision + 1,
    edits: 'drop',
    worldSize: 8,
    reason: 'loss spike',
    actor: 'ci',
    openedAt: NOW,
  }
  return { ...optimizer, revision: generation.revision, generation }
}

/** A snapshot of an optimizer at its current step. */
export function snapshotOf({ generation, revision, acted, state, pending }: Optimizer): Snapshot {
  const { step } = state
  return { generation: generation.number, step, revision, acted, open: () => ({ state, pending }) }
}

/** An optimizer without derived parts: compiled rules are functions, which are never equal. */
export const comparable = ({ state, ...optimizer }: Pick<Optimizer, 'state'> & object): unknown => {
  const { program: _program, values, ...rest } = state
  return { ...bare(optimizer), state: { ...bare(rest), values: [...values] } }
}

/** Plain data without undefined fields, with infinities and NaN as strings. */
export const bare = (data: object): object =>
  JSON.parse(JSON.stringify(data, nonFiniteAsStrings)) as object

const nonFiniteAsStrings = (_key: string, value: unknown) =>
  typeof value === 'number' && !Number.isFinite(value) ? String(value) : value
