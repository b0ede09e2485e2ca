import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { appOn } from '../../app.ts'

const { send } = await appOn()

const GROUP = { name: 'a', lr: 0.3, momentum: 0.9 }

/** The first ten values of torch 2.13.0 on an SGD with this group. */
const TORCH = [
  {
    given: { max_lr: 0.01, step_size_up: 3, step_size_down: 2 },
    lr: [
      ...[0.1, 0.07, 0.040000000000000015, 0.010000000000000009, 0.05500000000000001, 0.1],
      ...[0.06999999999999998, 0.040000000000000015, 0.010000000000000009, 0.05499999999999996],
    ],
    momentum: [
      ...[0.9, 0.8666666666666667, 0.8333333333333334, 0.8, 0.8500000000000001, 0.9],
      ...[0.8666666666666667, 0.8333333333333334, 0.8, 0.85],
    ],
  },
  {
    given: { max_lr: 0.01, step_size_up: 2, mode: 'triangular2', cycle_momentum: false },
    lr: [
      ...[0.1, 0.055, 0.009999999999999995, 0.055, 0.1, 0.0775, 0.055, 0.0775, 0.1],
      0.08875000000000001,
    ],
    momentum: Array(10).fill(0.9),
  },
  {
    given: { max_lr: -0.01, step_size_up: 4, mode: 'exp_range', gamma: 0.9 },
    lr: [
      ...[0.1, 0.07525000000000001, 0.05545, 0.0398575, 0.027829000000000007, 0.051284575],
      ...[0.070770745, 0.08684683525, 0.1, 0.0893459365525],
    ],
    momentum: [
      ...[0.9, 0.8775000000000001, 0.8595, 0.845325, 0.8343900000000001, 0.85571325],
      ...[0.8734279500000001, 0.8880425775, 0.9, 0.890314487775],
    ],
  },
]

describe('CyclicLR with max_lr below base_lr', () => {
  for (const { given, lr, momentum } of TORCH) {
    it(`has torch's values with ${JSON.stringify(given)}`, async () => {
      const scheduler = { type: 'CyclicLR', base_lr: 0.1, ...given }
      const shown = { to: 9, hyperparameters: ['lr', 'momentum'] }
      const preview = { groups: [GROUP], schedulers: [scheduler], ...shown }
      const { status, body } = await send('POST', '/v1/previews', preview)
      assert.equal(status, 200, JSON.stringify(body))
      assert.deepEqual(body.groups, [{ name: 'a', lr, momentum }])
    })
  }
})
