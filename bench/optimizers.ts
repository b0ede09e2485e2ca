/** The optimizer that most benchmarks advance. */
export const TWO_GROUPS = {
  groups: [
    { name: 'backbone', lr: 0.1, momentum: 0.9 },
    { name: 'head', lr: 0.01, momentum: 0.9 },
  ],
  schedulers: [{ type: 'StepLR', step_size: 10, gamma: 0.99 }],
}
