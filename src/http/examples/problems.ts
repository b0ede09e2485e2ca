import type { AnyProblem, ProblemCode } from '../problems/table.ts'

type Examples = { readonly [C in ProblemCode]: Extract<AnyProblem, { code: C }> }

/**
 * One occurrence of each problem, for the OpenAPI document. The status, the title and the detail are
 * made as for a response, by `problemDetails`.
 */
export const EXAMPLE_PROBLEMS: Examples = {
  invalid_request: {
    code: 'invalid_request',
    errors: [{ pointer: '/gamma', detail: 'given "0.1", wanted a number' }],
  },
  not_found: { code: 'not_found', method: 'GET', path: '/v1/optimizer' },
  body_too_large: { code: 'body_too_large', limit: 16_777_216 },
  answer_too_long: {
    code: 'answer_too_long',
    optimizer: 'run-42',
    step: 12,
    limit: 268_435_456,
  },
  unsupported_media_type: { code: 'unsupported_media_type', given: 'text/plain' },
  bad_http_request: { code: 'bad_http_request', status: 400, reason: 'Invalid method' },
  internal_error: { code: 'internal_error' },
  too_many_writers: { code: 'too_many_writers', optimizer: 'run-42' },
  store_unavailable: { code: 'store_unavailable', reason: 'ECONNREFUSED' },
  idempotency_key_reused: { code: 'idempotency_key_reused' },
  state_corrupt: { code: 'state_corrupt', checksum: 'sha256:1f0c', computed: 'sha256:9b2e' },
  optimizer_not_found: { code: 'optimizer_not_found', optimizer: 'run-42' },
  optimizer_exists: {
    code: 'optimizer_exists',
    optimizer: 'run-42',
    differences: [{ pointer: '/groups/0/lr', registered: 0.1, given: 0.2 }],
    groups: ['backbone', 'head'],
  },
  group_not_found: { code: 'group_not_found', group: 'neck', known: ['backbone', 'head'] },
  group_exists: { code: 'group_exists', group: 'head' },
  group_conflict: {
    code: 'group_conflict',
    group: 'neck',
    errors: [
      {
        pointer: '/schedulers/0/max_lr',
        detail: 'given values for the groups "backbone", "head", wanted one for "neck" too',
      },
    ],
  },
  last_group: { code: 'last_group', group: 'backbone' },
  total_steps_conflict: {
    code: 'total_steps_conflict',
    total_steps: 100,
    scheduler: 'SequentialLR-1',
    errors: [
      {
        pointer: '/schedulers/0/milestones/1',
        detail: 'given 20 after 30, wanted ascending steps',
      },
    ],
  },
  scheduler_not_found: { code: 'scheduler_not_found', scheduler: 'StepLR-2', known: ['StepLR-1'] },
  scheduler_exists: { code: 'scheduler_exists', scheduler: 'StepLR-1' },
  edit_not_found: { code: 'edit_not_found', revision: 9 },
  metric_not_found: { code: 'metric_not_found', metric: 'loss', known: ['val_loss'] },
  too_many_pending: { code: 'too_many_pending', pending: 1_000 },
  series_too_long: {
    code: 'series_too_long',
    pointer: '/points',
    reason: 'It has 40000000 values, wanted at most 10000000',
  },
  value_not_finite: {
    code: 'value_not_finite',
    scheduler: 'ExpressionLR-1',
    group: 'head',
    step: 100,
    reason: 'division by zero',
  },
  schedule_ended: {
    code: 'schedule_ended',
    scheduler: 'OneCycleLR-1',
    group: 'head',
    step: 1_001,
    reason: 'its total_steps are 1000',
  },
  stale_generation: { code: 'stale_generation', generation: 1, current_generation: 2 },
  unknown_generation: { code: 'unknown_generation', generation: 3, current_generation: 2 },
  step_ahead: { code: 'step_ahead', step: 50_000, cursor: 12, limit: 10_000 },
  step_sealed: { code: 'step_sealed', step: 10, sealed_through: 12, earliest_step: 13 },
  step_compacted: { code: 'step_compacted', step: 10, earliest_step: 500 },
  generation_conflict: {
    code: 'generation_conflict',
    key: 'restart-7',
    generation: 2,
    differences: [{ pointer: '/resume_step', registered: 9, given: 10 }],
    opened_at: '2026-11-22T09:00:00.000Z',
    opened_by: 'rank-0',
  },
  resume_ahead: { code: 'resume_ahead', resume_step: 13, sealed_through: 12, generation: 1 },
  history_regressed: {
    code: 'history_regressed',
    seen: 's1.1.3.20.9w92w3.kx1mX9Nn2bQ',
    revision: 2,
    sealed_through: 18,
  },
  events_compacted: { code: 'events_compacted', after: 0, earliest: 101, latest: 140 },
  metric_timeout: { code: 'metric_timeout', metric: 'val_loss', step: 500, reported: 3 },
  metrics_late: {
    code: 'metrics_late',
    scheduler: 'ReduceLROnPlateau-1',
    metric: 'val_loss',
    step: 13,
    errors: [{ pointer: '/ahead', detail: 'given 100, wanted 0' }],
  },
  metric_conflict: {
    code: 'metric_conflict',
    metric: 'val_loss',
    step: 500,
    decided: 0.29,
    given: 0.31,
  },
}
