/** Schedulers to attach, for the OpenAPI document. A test attaches each of them. */
export const EXAMPLE_SCHEDULERS = {
  step: {
    summary: 'Every 10 steps a tenth of the value',
    value: { type: 'StepLR', step_size: 10, gamma: 0.1 },
  },
  cosine_with_warmup: {
    summary: 'A linear warmup, and then half a cosine wave down to 0',
    value: {
      type: 'WarmupLR',
      duration: 500,
      scheduler: { type: 'CosineAnnealingLR', T_max: 9_500 },
    },
  },
  plateau: {
    summary: 'Half the value when the mean of what 4 ranks report has stopped improving',
    value: {
      type: 'ReduceLROnPlateau',
      monitor: 'val_loss',
      every: 500,
      reporters: 4,
      aggregate: 'mean',
      factor: 0.5,
      patience: 3,
    },
  },
  one_cycle: {
    summary: 'The 1cycle policy, with cycled momentum',
    value: { type: 'OneCycleLR', max_lr: 0.1, total_steps: 10_000 },
  },
  preset: {
    summary: 'The schedule of another library, by its own parameters',
    value: { preset: 'hf/cosine', num_warmup_steps: 500, num_training_steps: 10_000 },
  },
  by_group: {
    summary: 'Another argument for each group',
    value: { type: 'ExponentialLR', gamma: { backbone: 0.99, head: 0.999 } },
  },
}
