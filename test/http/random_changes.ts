import fc from 'fast-check'

/** A request that changes an optimizer at some step. */
export interface Change {
  readonly method: 'POST' | 'DELETE'
  readonly path: (atStep: number) => string
  readonly body?: (atStep: number) => object
}

/** Schedules of several kinds: with memory, for other hyperparameters, nested. */
export const SCHEDULERS = [
  { type: 'StepLR', step_size: 3, gamma: 0.5 },
  { type: 'ExponentialLR', gamma: 0.9, groups: ['head'] },
  { type: 'CosineAnnealingLR', T_max: 7 },
  { type: 'CyclicLR', base_lr: 0.001, max_lr: 0.1, step_size_up: 4 },
  { type: 'LambdaLR', lr_lambda: '1 / (epoch + 1)', param: 'momentum' },
  { type: 'LinearLR', total_iters: 6, every: 2 },
  {
    type: 'SequentialLR',
    schedulers: [
      { type: 'ConstantLR', total_iters: 3 },
      { type: 'ExponentialLR', gamma: 0.8 },
    ],
    milestones: [5],
  },
]

const group = fc.constantFrom('backbone', 'head', 'neck', 'tail')
const name = fc.constantFrom('one', 'two')
const factor = fc.constantFrom(0.5, 1.25, 3)

const edit = (body: object): Change => ({
  method: 'POST',
  path: () => '/edits',
  body: (at_step) => ({ ...body, at_step }),
})

const at = (path: string) => (atStep: number) => `${path}?at_step=${atStep}`

/** A random change; some of them are refused. */
export const change: fc.Arbitrary<Change> = fc.oneof(
  fc.tuple(group, factor).map(([group, lr]) => edit({ groups: [group], set: { lr } })),
  factor.map((lr) => edit({ scale: { lr } })),
  fc.tuple(group, factor).map(([group, f]) => edit({ groups: [group], scale: { initial_lr: f } })),
  factor.map((momentum) => edit({ groups: ['head'], set: { momentum } })),
  fc.tuple(group, factor).map(([name, lr]): Change => {
    const joining = { name, lr, momentum: 0.5, betas: [0.9, 0.99] }
    return { method: 'POST', path: at('/groups'), body: () => joining }
  }),
  group.map((group): Change => ({ method: 'DELETE', path: at(`/groups/${group}`) })),
  fc.tuple(fc.constantFrom(...SCHEDULERS), name).map(([scheduler, name]): Change => {
    return { method: 'POST', path: at('/schedulers'), body: () => ({ ...scheduler, name }) }
  }),
  name.map((name): Change => ({ method: 'DELETE', path: at(`/schedulers/${name}`) })),
)
