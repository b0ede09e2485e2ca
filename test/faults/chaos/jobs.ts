import { randomFor } from '../random.ts'
import { createObservations, type Observations } from '../invariants/observations.ts'
import type { Aggregate } from '../invariants/aggregate.ts'
import type { SentCancel, SentEdit } from '../invariants/stored_events.ts'

/** Which ranks report the metric, and at which steps it is required. */
export interface MetricSource {
  readonly by: 'leader' | 'quorum'
  /** Without it the metric is reported at any step and never required. */
  readonly every?: number
  /** How the reports of all ranks are aggregated. */
  readonly aggregate?: Aggregate
}

/** One training job: an optimizer, and everything that was returned to its clients. */
export interface Job {
  readonly name: string
  readonly url: string
  readonly registration: object
  readonly metricSource: MetricSource | undefined
  readonly observed: Observations
  readonly edits: SentEdit[]
  readonly cancels: SentCancel[]
}

const GROUPS = [
  { name: 'backbone', lr: 0.1, momentum: 0.9, weight_decay: 1e-4 },
  { name: 'head', lr: 0.01, momentum: 0.8, weight_decay: 0.01 },
]

const PLATEAU = { type: 'ReduceLROnPlateau', monitor: 'loss', factor: 0.97, patience: 1 }

interface JobKind {
  readonly schedulers: readonly object[]
  readonly metricSource?: MetricSource
}

const JOB_KINDS = (ranks: number): readonly JobKind[] => [
  { schedulers: [{ type: 'StepLR', step_size: 30, gamma: 0.999 }] },
  { schedulers: [{ type: 'CosineAnnealingLR', T_max: 997, eta_min: 0.001 }] },
  { schedulers: [{ ...PLATEAU, every: 250 }], metricSource: { by: 'leader', every: 250 } },
  { schedulers: [PLATEAU], metricSource: { by: 'leader' } },
  {
    schedulers: [{ ...PLATEAU, every: 200, reporters: ranks, aggregate: 'mean' }],
    metricSource: { by: 'quorum', every: 200, aggregate: 'mean' },
  },
  {
    schedulers: [
      { type: 'CyclicLR', base_lr: 0.01, max_lr: 0.1, step_size_up: 211, cycle_momentum: true },
    ],
  },
  {
    schedulers: [
      { type: 'LinearLR', start_factor: 0.1, total_iters: 500 },
      { ...PLATEAU, every: 320, reporters: ranks, aggregate: 'median' },
    ],
    metricSource: { by: 'quorum', every: 320, aggregate: 'median' },
  },
  {
    schedulers: [
      { type: 'ExponentialLR', gamma: 0.99999 },
      { type: 'CosineAnnealingWarmRestarts', T_0: 333, param: 'weight_decay' },
    ],
  },
]

/** A number of jobs, cycling through the kinds. */
export function createJobs(count: number, ranks: number): readonly Job[] {
  const kinds = JOB_KINDS(ranks)
  return Array.from({ length: count }, (_, at) => {
    const { schedulers, metricSource } = kinds[at % kinds.length]!
    const name = `job-${at}`
    return {
      name,
      url: `/v1/optimizers/${name}`,
      registration: { groups: GROUPS, schedulers },
      metricSource,
      observed: createObservations(name),
      edits: [],
      cancels: [],
    }
  })
}

/** Whether the step requires a decided metric. */
export const requiresMetric = ({ metricSource }: Job, step: number): boolean =>
  metricSource?.every !== undefined && step > 0 && step % metricSource.every === 0

/** The loss of a rank at a step: the same in each repeat, another one in each generation. */
export const lossAt = ({ name }: Job, generation: number, step: number, rank: number): number =>
  Math.round(randomFor(step, `${name} ${generation} ${rank}`)() * 1e4) / 1e4
