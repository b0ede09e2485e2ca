import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { closeTo } from './close_to.ts'
import { faults } from './registration_faults.ts'
import { schedulerValues } from './scheduler_values.ts'

const DOWN = { type: 'PhasedLR', phases: [{ curve: 'linear', to: 0, duration: 4 }] }
const HALVING = { type: 'StepLR', step_size: 2, gamma: 0.5 }
const PLATEAU = { type: 'ReduceLROnPlateau', monitor: 'loss', factor: 0.5, patience: 0 }
const CHAIN = {
  type: 'ChainedScheduler',
  schedulers: [
    { type: 'ConstantLR', factor: 0.5, total_iters: 2 },
    { type: 'ExponentialLR', gamma: 0.5 },
  ],
}
const warmup = (duration: number, scheduler?: object, more: object = {}) => ({
  type: 'WarmupLR',
  duration,
  ...more,
  ...(scheduler && { scheduler }),
})

describe('a warmup', () => {
  it('ends at the initial value without a scheduler', () => {
    assert.deepEqual(schedulerValues(6, warmup(4)), [0, 0.25, 0.5, 0.75, 1, 1, 1])
  })
  it('ends at the first value of the scheduler, which then starts at its epoch 0', () => {
    assert.deepEqual(schedulerValues(7, warmup(2, HALVING)), [0, 0.5, 1, 1, 0.5, 0.5, 0.25, 0.25])
  })
  it('ends at another value if configured, and then jumps', () => {
    assert.deepEqual(schedulerValues(4, warmup(2, HALVING, { from: 1, to: 3 })), [1, 2, 1, 1, 0.5])
  })
  it('has no effect with a duration of 0', () => {
    assert.deepEqual(schedulerValues(4, warmup(0, HALVING)), schedulerValues(4, HALVING))
    assert.deepEqual(schedulerValues(4, warmup(0, CHAIN)), schedulerValues(4, CHAIN))
  })
  it('ends at the first step at or after its duration', () => {
    closeTo(schedulerValues(6, warmup(2.5, DOWN)), [0, 0.4, 0.8, 1, 0.75, 0.5, 0.25])
  })
  it('starts from a value, or a level for each group', () => {
    assert.deepEqual(
      schedulerValues(2, warmup(2, undefined, { from: { value: 1 } }), { base: 2 }),
      [1, 1.5, 2],
    )
    assert.deepEqual(
      schedulerValues(2, warmup(2, undefined, { from: { g: 0.5 } }), { base: 2 }),
      [1, 1.5, 2],
    )
  })
  it('stays at its first level with the curve "hold"', () => {
    const held = { from: 0.25, curve: 'hold' }
    assert.deepEqual(schedulerValues(6, warmup(2, DOWN, held)), [0.25, 0.25, 1, 0.75, 0.5, 0.25, 0])
    const factor = { ...held, mode: 'multiply' }
    assert.deepEqual(schedulerValues(3, warmup(2, DOWN, factor)), [0.25, 0.1875, 0.5, 0.25])
    const over = { ...held, mode: 'overlay' }
    assert.deepEqual(schedulerValues(3, warmup(2, DOWN, over)), [0.25, 0.25, 0.5, 0.25])
  })
  it('supports the curves of phases', () => {
    const bent = { from: 0.25, curve: 'exponential', endpoints: 'end' }
    closeTo(schedulerValues(3, warmup(2, undefined, bent)), [0.5, 1, 1, 1])
  })
})

describe('a warmup before a scheduler that continues from the previous value', () => {
  it('ends at its first value, from which the scheduler continues', () => {
    assert.deepEqual(schedulerValues(6, warmup(2, CHAIN)), [0, 0.25, ...schedulerValues(4, CHAIN)])
  })
  it('uses no metric before the scheduler starts', () => {
    const losses = [1, 9, 9, 9, 1, 9]
    assert.deepEqual(
      schedulerValues(6, warmup(4, PLATEAU), { losses }),
      [0, 0.25, 0.5, 0.75, 1, 1, 0.5],
    )
  })
})

describe('a warmup over a scheduler', () => {
  const overlay = { mode: 'overlay' }

  it('replaces its first steps and ends at its value of that step', () => {
    assert.deepEqual(schedulerValues(5, warmup(2, DOWN, overlay)), [0, 0.25, 0.5, 0.25, 0, 0])
  })
  it('jumps if it is configured to end at another value', () => {
    assert.deepEqual(
      schedulerValues(3, warmup(2, DOWN, { ...overlay, to: 1 })),
      [0, 0.5, 0.5, 0.25],
    )
  })
})

describe('a warmup that multiplies', () => {
  const multiply = { mode: 'multiply' }

  it('is a factor on the scheduler, which runs from the start', () => {
    assert.deepEqual(schedulerValues(4, warmup(2, DOWN, multiply)), [0, 0.375, 0.5, 0.25, 0])
  })
  it('keeps its last factor', () => {
    const halved = { ...multiply, from: 1, to: 0.5 }
    assert.deepEqual(schedulerValues(3, warmup(2, undefined, halved)), [1, 0.75, 0.5, 0.5])
  })
  it('does not change the value that a metric-driven scheduler reduces', () => {
    const losses = [1, 9, 9, 9]
    assert.deepEqual(
      schedulerValues(4, warmup(2, PLATEAU, multiply), { losses, base: 4 }),
      [0, 2, 2, 1, 0.5],
    )
  })
  it('leaves a group at 0 unchanged', () => {
    assert.deepEqual(
      schedulerValues(2, warmup(2, PLATEAU, multiply), { base: 0, losses: [1, 9] }),
      [0, 0, 0],
    )
  })
})

describe('an invalid warmup is refused', () => {
  const refused: [string, object, RegExp][] = [
    ['a negative duration', warmup(-1), /^\/duration: given -1/],
    [
      'a plateau under an overlay',
      warmup(2, PLATEAU, { mode: 'overlay' }),
      /^\/scheduler: given a scheduler whose value depends on its previous value/,
    ],
    [
      'a chain that is multiplied',
      warmup(2, CHAIN, { mode: 'multiply' }),
      /^\/scheduler: given a scheduler whose value depends on its previous value/,
    ],
    [
      'a value as a factor',
      warmup(2, DOWN, { mode: 'multiply', from: { value: 1 } }),
      /^\/from: given \{"value":1\}, wanted a number/,
    ],
    [
      'a ratio from 0',
      warmup(2, DOWN, { curve: 'exponential' }),
      /^\/ratio: given nothing.*from 0 to its scheduler/,
    ],
    [
      'a ratio beside a line',
      warmup(2, DOWN, { ratio: 2 }),
      /^\/ratio: given 2 beside the curve "linear"/,
    ],
    [
      'an lb beside a cosine',
      warmup(2, DOWN, { lb: 0, curve: 'cosine' }),
      /^\/lb: given 0 beside the curve "cosine"/,
    ],
    [
      'an end value of a curve without one',
      warmup(2, DOWN, { curve: 'hold', to: 1 }),
      /^\/to: given 1 beside the curve "hold", wanted none/,
    ],
    ['another clock inside', warmup(2, { ...DOWN, every: 2 }), /^\/scheduler\/every: /],
  ]
  for (const [what, scheduler, message] of refused) {
    it(what, () => assert.match(faults(scheduler).join('\n'), message))
  }
})
