import { EXAMPLE_VALUES, EXAMPLE_REGISTRATION } from './optimizers.ts'

/** Examples in the OpenAPI document of changes, generations, metrics, events and checkpoints. */

export const EXAMPLE_EDIT = {
  revision: 2,
  kind: 'edited',
  step: 5,
  recorded_at: '2026-11-22T08:00:00.000Z',
  reason: 'loss spike',
  groups: ['head'],
  scale: { lr: 0.5 },
  status: 'pending',
  seen: 's1.1.2.4.9w92w3.Zt0cW4mPq1E',
  before: [{ name: 'head', lr: 0.01 }],
  after: [{ name: 'head', lr: 0.005 }],
}

export const EXAMPLE_GENERATION = {
  generation: 2,
  key: 'restart-7',
  parent: 1,
  resume_step: 9,
  revision: 1,
  step: 9,
  sealed_through: 9,
  edits: 'keep',
  world_size: 8,
  seen: 's1.2.2.9.9w92w3.Zt0cW4mPq1E',
  groups: [
    { name: 'backbone', lr: 0.1, momentum: 0.9 },
    { name: 'head', lr: 0.01, momentum: 0.9 },
  ],
}

export const EXAMPLE_METRIC = {
  metric: 'val_loss',
  step: 500,
  generation: 2,
  reported: 4,
  reporters: 4,
  decided: true,
  value: 0.29,
  seen: 's1.2.3.500.9w92w3.Zt0cW4mPq1E',
  effective_step: 500,
  reduced: ['ReduceLROnPlateau-1'],
}

export const EXAMPLE_EVENTS = {
  events: [
    {
      revision: 1,
      kind: 'registered',
      step: 0,
      recorded_at: '2026-11-22T08:00:00.000Z',
      groups: ['backbone', 'head'],
      schedulers: ['StepLR-1'],
    },
  ],
  last_revision: 1,
  has_more: false,
}

const { before: _before, after: _after, seen: _seen, ...CHANGE } = EXAMPLE_EDIT

export const EXAMPLE_CHANGES = { edits: [CHANGE] }

export const EXAMPLE_GENERATIONS = {
  generations: [
    {
      generation: 1,
      key: null,
      parent: null,
      resume_step: 0,
      sealed_through: 12,
      is_current: false,
      edits: 'keep',
      revision: 1,
      opened_at: '2026-11-22T08:00:00.000Z',
    },
    {
      generation: 2,
      key: 'restart-7',
      parent: 1,
      resume_step: 9,
      sealed_through: 9,
      is_current: true,
      edits: 'keep',
      revision: 2,
      world_size: 8,
      reason: 'loss spike',
      actor: 'ada',
      opened_at: '2026-11-22T09:00:00.000Z',
    },
  ],
}

export const EXAMPLE_EXPLANATION = {
  optimizer: 'run-42',
  generation: 1,
  step: 12,
  group: 'head',
  param: 'lr',
  value: 0.001,
  sealed: true,
  base: 0.01,
  schedulers: [
    {
      name: 'StepLR-1',
      type: 'StepLR',
      attached_at: 0,
      epoch: 12,
      before: 0.001,
      after: 0.001,
    },
  ],
  decisions: [],
  edits: [],
}

/** The record and the checksum are shortened. */
export const EXAMPLE_STATE = {
  format: 'lockstep-state/2',
  optimizer: 'run-42',
  created_at: '2026-11-22T08:00:00.000Z',
  generation: 1,
  revision: 1,
  step: 12,
  sealed_through: 12,
  definition: {
    groups: EXAMPLE_REGISTRATION.groups,
    schedulers: [{ type: 'StepLR', step_size: 10, gamma: 0.1, name: 'StepLR-1' }],
    defaults: {},
    labels: { team: 'vision' },
  },
  groups: EXAMPLE_VALUES.groups,
  state_dicts: {
    'StepLR-1': {
      step_size: 10,
      gamma: 0.1,
      base_lrs: [0.1, 0.01],
      last_epoch: 12,
      _step_count: 13,
      _is_initial: false,
      _get_lr_called_within_step: false,
      _last_lr: [0.010000000000000002, 0.001],
    },
  },
  state_dicts_by_groups: {},
  record: {},
  checksum: 'sha256:1f0c',
}
