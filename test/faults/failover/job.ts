import { randomFor } from '../random.ts'
import { createAnswers, type Answers } from './answers.ts'
import { createClient, type Client } from './client.ts'
import { SEEN_MODES, type SeenMode } from './seen_modes.ts'
import type { ChangeRequest, SentChange } from '../invariants/sent_changes.ts'

/** One incarnation of a job. All its ranks know how it was opened, and can open it again. */
export interface Incarnation {
  readonly generation: number
  /** Undefined for the first one, which the registration opens. */
  readonly key?: string
  readonly parent?: Incarnation
  readonly resumeStep: number
}

/** One training job, its clients, and everything that was returned to them. */
export interface Job {
  readonly name: string
  readonly url: string
  readonly registration: object
  /** Its ranks. */
  readonly ranks: readonly Client[]
  /** A client that edits it. Without edits only seals can be lost. */
  readonly editor: Client | undefined
  /** Its ranks and its editor. */
  readonly clients: readonly Client[]
  readonly answers: Answers
  readonly changes: SentChange[]
  incarnation: Incarnation
  /** The pending recovery from a lost history. */
  recovery: Promise<void> | undefined
  /** How often a client received history_regressed. */
  regressions: number
  /** How many generations were opened, each with a key of its own. */
  openings: number
  /** How often a lost generation was opened again. */
  reopened: number
}

const GROUPS = [
  { name: 'backbone', lr: 0.1, momentum: 0.9, nesterov: true },
  { name: 'head', lr: 0.01, momentum: 0.8, foreach: null },
]

const SCHEDULERS: readonly { readonly type: string; readonly [argument: string]: unknown }[] = [
  { type: 'StepLR', step_size: 30, gamma: 0.999 },
  { type: 'CosineAnnealingLR', T_max: 997, eta_min: 0.001 },
  { type: 'ReduceLROnPlateau', monitor: 'loss', factor: 0.97, patience: 1, every: 60 },
]

const PATCHES = [{ gamma: 0.9 }, { T_max: 1_499 }, { factor: 0.9 }]

/**
 * What a job is changed by before its first advance: changes that act while primaries are lost, so
 * that seals are computed again through them.
 */
export const firstChanges = ({ name }: Job): readonly ChangeRequest[] => {
  const at = Number(name.slice(-1))
  const scheduler = `${SCHEDULERS[at]!.type}-1`
  const late = { name: 'neck', lr: 0.05, initial_lr: 0.1, momentum: 0.7, fused: null }
  const factor = {
    multiply: { lr: 0.5 },
    at_step: 60,
    until_step: 110,
    reason: `factor of ${name}`,
  }
  const next = { type: 'LinearLR', start_factor: 0.5, total_iters: 400, last_epoch: 100 }
  return [
    { method: 'POST', path: '/groups', body: late, atStep: 40 },
    { method: 'PATCH', path: `/schedulers/${scheduler}`, body: PATCHES[at]!, atStep: 80 },
    { method: 'POST', path: '/edits', body: factor, atStep: 60 },
    {
      method: 'POST',
      path: '/edits',
      body: { hold: { momentum: 0.6 }, at_step: 90, reason: `hold of ${name}` },
      atStep: 90,
    },
    // A scheduler that reports step leaves no initial_lr in the groups.
    ...(at === 2 ? [] : [{ method: 'POST', path: '/schedulers', body: next, atStep: 70 } as const]),
  ]
}

/** What the editors send: the first job has none. */
const EDITORS: readonly (SeenMode | undefined)[] = [undefined, 'echoes', 'silent']

/** A job for each scheduler. */
export const createJobs = (): readonly Job[] =>
  SCHEDULERS.map((scheduler, at) => {
    const name = `job-${at}`
    const incarnation: Incarnation = { generation: 1, resumeStep: 0 }
    const client = (of: string, mode: SeenMode) => createClient(name, of, mode, incarnation)
    const ranks = SEEN_MODES.map((mode, index) => client(`rank ${index}`, mode))
    const mode = EDITORS[at]
    const editor = mode && client('the editor', mode)
    return {
      name,
      url: `/v1/optimizers/${name}`,
      registration: { groups: GROUPS, schedulers: [scheduler] },
      ranks,
      editor,
      clients: editor ? [...ranks, editor] : ranks,
      answers: createAnswers(name),
      changes: [],
      incarnation,
      recovery: undefined,
      regressions: 0,
      openings: 0,
      reopened: 0,
    }
  })

/** Whether the step requires the leader's metric: in the last job, at multiples of 60. */
export const requiresMetric = ({ name }: Job, step: number): boolean =>
  name === 'job-2' && step > 0 && step % 60 === 0

/** The leader's loss at a step: the same in each repeat, another one in each generation. */
export const lossAt = ({ name }: Job, generation: number, step: number): number =>
  Math.round(randomFor(step, `${name} ${generation}`)() * 1e4) / 1e4
