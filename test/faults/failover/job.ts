import { randomFor } from '../random.ts'
import { createObservations, type Observations } from '../invariants/observations.ts'
import type { SentEdit } from '../invariants/stored_events.ts'

/** One incarnation of a job. All its ranks know how it was opened, and can say it again. */
export interface Incarnation {
  readonly generation: number
  /** Left out for the first one, which the registration opens. */
  readonly key?: string
  readonly parent?: Incarnation
  readonly resumeStep: number
}

/** One training job, and all that its trainers were told. They tell each other what they have seen. */
export interface Job {
  readonly name: string
  readonly url: string
  readonly registration: object
  readonly observed: Observations
  readonly edits: SentEdit[]
  /** Whether anybody edits it: where nobody does, nothing but seals can be lost. */
  readonly isEdited: boolean
  incarnation: Incarnation
  /** The way out of a lost history, while somebody is on it. */
  recovery: Promise<void> | undefined
  /** How often somebody was told that the store has lost something. */
  regressions: number
  /** How often an incarnation was lost, and opened again. */
  reopened: number
}

const GROUPS = [
  { name: 'backbone', lr: 0.1, momentum: 0.9 },
  { name: 'head', lr: 0.01, momentum: 0.8 },
]

const SCHEDULERS = [
  { type: 'StepLR', step_size: 30, gamma: 0.999 },
  { type: 'CosineAnnealingLR', T_max: 997, eta_min: 0.001 },
  { type: 'ReduceLROnPlateau', monitor: 'loss', factor: 0.97, patience: 1, every: 60 },
]

/** A job of each kind; nobody edits the first. */
export const createJobs = (): readonly Job[] =>
  SCHEDULERS.map((scheduler, at) => ({
    name: `job-${at}`,
    url: `/v1/optimizers/job-${at}`,
    registration: { groups: GROUPS, schedulers: [scheduler] },
    observed: createObservations(`job-${at}`),
    edits: [],
    isEdited: at > 0,
    incarnation: { generation: 1, resumeStep: 0 },
    recovery: undefined,
    regressions: 0,
    reopened: 0,
  }))

/** At multiples of this the last job waits for its leader. */
export const requiresMetric = ({ name }: Job, step: number): boolean =>
  name === 'job-2' && step > 0 && step % 60 === 0

/** What the leader measures at a step: the same in each repeat, another in each generation. */
export const lossAt = ({ name }: Job, generation: number, step: number): number =>
  Math.round(randomFor(step, `${name} ${generation}`)() * 1e4) / 1e4
