import { randomFor } from '../random.ts'
import { createObservations, type Observations } from '../invariants/observations.ts'
import type { Aggregate } from '../invariants/aggregate.ts'
import type { SentChange } from '../invariants/sent_changes.ts'
import type { SentCancel } from '../invariants/stored_events.ts'

/** Which ranks report the metric, and at which steps it is required. */
export interface MetricSource {
  readonly by: 'leader' | 'quorum'
  /** Without it the metric is reported at any step and never required. */
  readonly every?: number
  /** How the reports of all ranks are aggregated. */
  readonly aggregate?: Aggregate
}

interface Patch {
  readonly scheduler: string
  readonly body: object
}

/** One training job: an optimizer, and everything that was returned to its clients. */
export interface Job {
  readonly name: string
  readonly url: string
  readonly registration: object
  readonly metricSource: MetricSource | undefined
  /** Arguments that its schedulers can be given while it runs. */
  readonly patches: readonly Patch[]
  /** Whether its registered schedule ends: then its ranks attach another one. */
  readonly hasEnd: boolean
  readonly observed: Observations
  readonly changes: SentChange[]
  readonly cancels: SentCancel[]
}

const GROUPS = [
  { name: 'backbone', lr: 0.1, momentum: 0.9, weight_decay: 1e-4, nesterov: true },
  { name: 'head', lr: 0.01, momentum: 0.8, weight_decay: 0.01, nesterov: false, foreach: null },
]

const PLATEAU = { type: 'ReduceLROnPlateau', monitor: 'loss', factor: 0.97, patience: 1 }

interface JobKind {
  readonly schedulers: readonly object[]
  readonly metricSource?: MetricSource
  readonly patches: readonly Patch[]
  readonly hasEnd?: true
}

const patchesOf = (scheduler: string, ...bodies: readonly object[]): readonly Patch[] =>
  bodies.map((body) => ({ scheduler, body }))

const PLATEAU_PATCHES = patchesOf('ReduceLROnPlateau-1', { factor: 0.96 }, { patience: 2 })

const JOB_KINDS = (ranks: number): readonly JobKind[] => [
  {
    schedulers: [{ type: 'StepLR', step_size: 30, gamma: 0.999 }],
    patches: patchesOf('StepLR-1', { gamma: 0.9995 }, { step_size: 20 }),
  },
  {
    schedulers: [{ type: 'CosineAnnealingLR', T_max: 997, eta_min: 0.001 }],
    patches: patchesOf('CosineAnnealingLR-1', { T_max: 1_499 }, { eta_min: 0.002 }),
  },
  {
    schedulers: [{ ...PLATEAU, every: 250 }],
    metricSource: { by: 'leader', every: 250 },
    patches: PLATEAU_PATCHES,
  },
  { schedulers: [PLATEAU], metricSource: { by: 'leader' }, patches: PLATEAU_PATCHES },
  {
    schedulers: [{ ...PLATEAU, every: 200, reporters: ranks, aggregate: 'mean' }],
    metricSource: { by: 'quorum', every: 200, aggregate: 'mean' },
    patches: PLATEAU_PATCHES,
  },
  {
    schedulers: [{ type: 'OneCycleLR', max_lr: 0.1, total_steps: 2_500 }],
    patches: patchesOf('OneCycleLR-1', { anneal_strategy: 'linear' }, { anneal_strategy: 'cos' }),
    hasEnd: true,
  },
  {
    schedulers: [
      { type: 'LinearLR', start_factor: 0.1, total_iters: 500 },
      { ...PLATEAU, every: 320, reporters: ranks, aggregate: 'median' },
    ],
    metricSource: { by: 'quorum', every: 320, aggregate: 'median' },
    patches: PLATEAU_PATCHES,
  },
  {
    schedulers: [
      { type: 'ExponentialLR', gamma: 0.99999 },
      { type: 'CosineAnnealingWarmRestarts', T_0: 333, param: 'weight_decay' },
    ],
    patches: [
      ...patchesOf('ExponentialLR-1', { gamma: 0.99998 }),
      ...patchesOf('CosineAnnealingWarmRestarts-1', { eta_min: 1e-5 }),
    ],
  },
]

/** A number of jobs, cycling through the kinds. */
export function createJobs(count: number, ranks: number): readonly Job[] {
  const kinds = JOB_KINDS(ranks)
  return Array.from({ length: count }, (_, at) => {
    const { schedulers, metricSource, patches, hasEnd = false } = kinds[at % kinds.length]!
    const name = `job-${at}`
    return {
      name,
      url: `/v1/optimizers/${name}`,
      registration: { groups: GROUPS, schedulers },
      metricSource,
      patches,
      hasEnd,
      observed: createObservations(name),
      changes: [],
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
