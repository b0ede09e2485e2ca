import { RANKS } from './ranks.ts'

/** The registered groups. The first is never removed: an optimizer keeps one group. */
export const GROUPS = ['left', 'right']

/** The names of groups that are added later, and again after a removal. */
export const LATE_GROUPS = ['late/0', 'late/1']

/** A list of schedulers that an optimizer is registered with, and what can change in it. */
export interface Kind {
  readonly schedulers: readonly object[]
  /** The scheduler whose arguments change. */
  readonly patched?: string
  /** Arguments that it takes, and one that only its constructor reads. */
  readonly patches: readonly object[]
  readonly fixed: object
  /** Arguments of a late group, by scheduler. */
  readonly arguments?: Readonly<Record<string, object>>
  /** Whether a late group must have them. */
  readonly isByGroup?: true
  /** The steps at whose multiples a metric is required. */
  readonly every?: number
  /** The first step without a value. */
  readonly endsAt?: number
  /** Set if a plateau becomes active at a milestone: a late report for it counts by the cursor then. */
  readonly plateauAtMilestone?: true
  /** The scheduler whose end that is: without it there is none. */
  readonly detachable?: string
}

const PLATEAU = { type: 'ReduceLROnPlateau', monitor: 'loss', factor: 0.5, patience: 0 }
const STEP = { type: 'StepLR', step_size: 3, gamma: 0.5 }

export const KINDS: readonly Kind[] = [
  {
    schedulers: [STEP],
    patched: 'StepLR-1',
    patches: [{ gamma: 0.75 }, { step_size: 2 }, { gamma: { left: 0.5, right: 0.25 } }],
    fixed: { last_epoch: 3 },
    arguments: { 'StepLR-1': { gamma: 0.25 } },
  },
  {
    schedulers: [{ ...STEP, gamma: { left: 0.5, right: 0.25 } }],
    patched: 'StepLR-1',
    patches: [{ step_size: 2 }],
    fixed: { groups: ['left'] },
    arguments: { 'StepLR-1': { gamma: 0.75 } },
    isByGroup: true,
  },
  {
    schedulers: [PLATEAU],
    patched: 'ReduceLROnPlateau-1',
    patches: [{ factor: 0.25 }, { patience: 1 }],
    fixed: { monitor: 'accuracy' },
    arguments: { 'ReduceLROnPlateau-1': { min_lr: 0.01 } },
  },
  {
    schedulers: [{ ...PLATEAU, every: 4 }],
    patched: 'ReduceLROnPlateau-1',
    patches: [{ factor: 0.25 }, { min_lr: 0.02 }],
    fixed: { every: 2 },
    every: 4,
  },
  {
    schedulers: [
      { type: 'ExponentialLR', gamma: 0.9 },
      { ...PLATEAU, every: 3, reporters: RANKS, aggregate: 'mean' },
    ],
    patched: 'ExponentialLR-1',
    patches: [{ gamma: 0.8 }],
    fixed: { type: 'StepLR' },
    every: 3,
  },
  {
    schedulers: [{ type: 'OneCycleLR', max_lr: 1, total_steps: 9 }],
    patched: 'OneCycleLR-1',
    patches: [{ anneal_strategy: 'linear' }],
    fixed: { total_steps: 20 },
    endsAt: 10,
    detachable: 'OneCycleLR-1',
  },
  {
    schedulers: [
      { type: 'LinearLR', start_factor: 0.25, total_iters: 6 },
      { type: 'CosineAnnealingLR', T_max: 7 },
    ],
    patched: 'CosineAnnealingLR-1',
    patches: [{ T_max: 11 }, { eta_min: 0.01 }],
    fixed: { param: 'momentum' },
  },
  { schedulers: [], patches: [], fixed: {} },
  {
    schedulers: [{ type: 'CyclicLR', base_lr: 0.1, max_lr: 0.9, step_size_up: 3 }],
    patched: 'CyclicLR-1',
    patches: [{ max_lr: 0.7 }],
    fixed: { mode: 'exp_range' },
  },
  {
    schedulers: [{ type: 'CosineAnnealingWarmRestarts', T_0: 4, T_mult: 2 }],
    patched: 'CosineAnnealingWarmRestarts-1',
    patches: [{ T_mult: 1 }, { eta_min: 0.05 }],
    fixed: { T_0: 5 },
  },
  {
    schedulers: [
      {
        type: 'SequentialLR',
        schedulers: [{ type: 'LinearLR', start_factor: 0.5, total_iters: 3 }, PLATEAU],
        milestones: [4],
      },
    ],
    patched: 'SequentialLR-1',
    patches: [{ milestones: [6] }],
    fixed: { schedulers: [STEP, PLATEAU] },
    plateauAtMilestone: true,
  },
]

/** Schedulers that are attached later, without a name. */
export const ATTACHED: readonly object[] = [
  { type: 'StepLR', step_size: 2, gamma: 0.5 },
  { type: 'MultiStepLR', milestones: [2, 5], gamma: 0.5 },
  { type: 'LinearLR', start_factor: 0.5, total_iters: 4 },
  { type: 'ConstantLR', factor: 0.5, total_iters: 3 },
  { type: 'CosineAnnealingLR', T_max: 6 },
  { type: 'PolynomialLR', total_iters: 5 },
  { type: 'LambdaLR', lr_lambda: '0.9 ** epoch' },
  { type: 'ExponentialLR', gamma: 0.9 },
  { type: 'CosineAnnealingWarmRestarts', T_0: 3 },
  { type: 'CyclicLR', base_lr: 0.1, max_lr: 0.5, step_size_up: 2, cycle_momentum: false },
]
