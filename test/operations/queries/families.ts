/** Arguments of one scheduler of each family, short enough that everything happens in 24 steps. */
export const FAMILIES: readonly object[] = [
  { type: 'LambdaLR', lr_lambda: '0.9 ** epoch' },
  { type: 'MultiplicativeLR', lr_lambda: '0.9' },
  { type: 'StepLR', step_size: 4, gamma: 0.5 },
  { type: 'MultiStepLR', milestones: [3, 9], gamma: 0.5 },
  { type: 'ConstantLR', factor: 0.5, total_iters: 6 },
  { type: 'LinearLR', start_factor: 0.25, total_iters: 7 },
  { type: 'ExponentialLR', gamma: 0.875 },
  { type: 'ExponentialLR', gamma: 0.5, min: { value: 0.01 }, max: { value: 0.3 } },
  { type: 'PolynomialLR', total_iters: 12, power: 2 },
  { type: 'CosineAnnealingLR', T_max: 9, eta_min: 0.001 },
  { type: 'CosineAnnealingWarmRestarts', T_0: 4, T_mult: 2 },
  { type: 'CyclicLR', base_lr: 0.001, max_lr: 0.1, step_size_up: 4 },
  { type: 'OneCycleLR', max_lr: 0.2, total_steps: 60 },
  { type: 'ReduceLROnPlateau', monitor: 'loss', factor: 0.5, patience: 1, min_lr: 0.001 },
  {
    type: 'SequentialLR',
    schedulers: [
      { type: 'LinearLR', total_iters: 5 },
      { type: 'ReduceLROnPlateau', monitor: 'loss', factor: 0.5, patience: 0 },
    ],
    milestones: [5],
  },
  {
    type: 'SequentialLR',
    schedulers: [
      { type: 'ConstantLR', total_iters: 3 },
      { type: 'CosineAnnealingLR', T_max: 6 },
      { type: 'ExponentialLR', gamma: 0.8 },
    ],
    milestones: [4, 10],
  },
  {
    type: 'ChainedScheduler',
    schedulers: [
      { type: 'ConstantLR', factor: 0.1, total_iters: 4 },
      { type: 'ExponentialLR', gamma: 0.9 },
    ],
  },
  { type: 'SWALR', swa_lr: 0.05, anneal_epochs: 8, anneal_strategy: 'linear' },
  {
    type: 'PhasedLR',
    phases: [
      { curve: 'linear', from: 0, to: 1, duration: 4, endpoints: 'end' },
      { curve: 'cosine', to: 0.1, duration: 9 },
    ],
  },
  { type: 'WarmupLR', duration: 4, scheduler: { type: 'StepLR', step_size: 5, gamma: 0.5 } },
  {
    type: 'RepeatLR',
    gamma: 0.5,
    scheduler: { type: 'PhasedLR', phases: [{ curve: 'cosine', to: 0, duration: 6 }] },
  },
  {
    type: 'ProductLR',
    schedulers: [
      { type: 'PhasedLR', phases: [{ curve: 'linear', from: 0.1, to: 1, duration: 5 }] },
      { type: 'MultiStepLR', milestones: [3, 6], gamma: 0.5 },
    ],
  },
  { type: 'TableLR', points: [[0, 1], [8, 0.1], [16, { value: 1e-5 }]] }, // prettier-ignore
  { type: 'GreedyLR', monitor: 'loss', min_lr: 1e-4, max_lr: 1, factor: 0.5, patience: 1 },
  { type: 'ExpressionLR', lr: 'lr * 0.75 if epoch % 3 else 0.1' },
]
