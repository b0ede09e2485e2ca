/**
 * Examples in the OpenAPI document of optimizers and steps. Tests check all examples, and the
 * responses to their requests, against the schemas.
 */

export const EXAMPLE_REGISTRATION = {
  groups: [
    { name: 'backbone', lr: 0.1, momentum: 0.9 },
    { name: 'head', lr: 0.01, momentum: 0.9 },
  ],
  schedulers: [{ type: 'StepLR', step_size: 10, gamma: 0.1 }],
  labels: { team: 'vision' },
}

export const EXAMPLE_GROUP = { name: 'backbone', lr: 0.1, initial_lr: 0.1, momentum: 0.9 }

export const EXAMPLE_SCHEDULER = {
  name: 'StepLR-1',
  type: 'StepLR',
  step_size: 10,
  gamma: 0.1,
  groups: ['backbone', 'head'],
}

export const EXAMPLE_PATCHED_SCHEDULER = {
  ...EXAMPLE_SCHEDULER,
  pending: [{ revision: 2, step: 13, changes: { gamma: 0.5 } }],
  effective_step: 13,
}

export const EXAMPLE_OPTIMIZER = {
  id: 'run-42',
  revision: 1,
  generation: 1,
  step: 0,
  sealed_through: -1,
  groups: [EXAMPLE_GROUP, { name: 'head', lr: 0.01, initial_lr: 0.01, momentum: 0.9 }],
  schedulers: [EXAMPLE_SCHEDULER],
  labels: { team: 'vision' },
  created_at: '2026-11-22T08:00:00.000Z',
}

export const EXAMPLE_REGISTERED = {
  ...EXAMPLE_OPTIMIZER,
  values: [
    { name: 'backbone', lr: 0.1, momentum: 0.9 },
    { name: 'head', lr: 0.01, momentum: 0.9 },
  ],
}

export const EXAMPLE_VALUES = {
  optimizer: 'run-42',
  generation: 1,
  revision: 1,
  step: 12,
  sealed_through: 12,
  groups: [
    { name: 'backbone', lr: 0.010000000000000002, momentum: 0.9 },
    { name: 'head', lr: 0.001, momentum: 0.9 },
  ],
}

export const EXAMPLE_ADVANCED = { ...EXAMPLE_VALUES, seen: 's1.1.1.12.9w92w3.kx1mX9Nn2bQ' }

export const EXAMPLE_SERIES = {
  steps: [0, 10, 20],
  groups: [
    { name: 'backbone', lr: [0.1, 0.010000000000000002, 0.0010000000000000002] },
    { name: 'head', lr: [0.01, 0.001, 0.0001] },
  ],
}

export const EXAMPLE_BLOCKED = {
  optimizer: 'run-42',
  generation: 1,
  step: 99,
  sealed_through: 99,
  blocked_on: [{ metric: 'val_loss', step: 100 }],
  seen: 's1.1.1.99.9w92w3.kx1mX9Nn2bQ',
}

export const EXAMPLE_ADVANCE_MANY = { steps: [{ optimizer: 'run-42', step: 12 }] }

export const EXAMPLE_RESULTS = { results: [{ status: 200, result: EXAMPLE_ADVANCED }] }
