import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { lrSeries, lrSeriesOfDecisions, lrSeriesWithMetrics } from './lr_series.ts'

const HALVING = { type: 'ExponentialLR', gamma: 0.5 }
const CONSTANT = { type: 'ConstantLR', factor: 0.25, total_iters: 2 }
const PLATEAU = { type: 'ReduceLROnPlateau', monitor: 'loss', factor: 0.5, patience: 0 }

const sequence = (milestones: number[], ...schedulers: object[]) => ({
  type: 'SequentialLR',
  schedulers,
  milestones,
})
const chain = (...schedulers: object[]) => ({ type: 'ChainedScheduler', schedulers })

describe('a chain', () => {
  it('steps each scheduler on the value of the one before it', () => {
    assert.deepEqual(lrSeries(4, chain(CONSTANT, HALVING)), [0.25, 0.125, 0.25, 0.125, 0.0625])
  })

  it('starts at epoch 0 as the first in a sequence, without the extra step of torch', () => {
    assert.deepEqual(
      lrSeries(5, sequence([3], chain(CONSTANT, HALVING), HALVING)),
      [0.25, 0.125, 0.25, 1, 0.5, 0.25],
    )
  })

  it('starts at epoch 0 as a later one in a sequence, where torch raises', () => {
    assert.deepEqual(
      lrSeries(5, sequence([2], HALVING, chain(CONSTANT, HALVING))),
      [1, 0.5, 0.25, 0.125, 0.25, 0.125],
    )
  })
})

describe('a sequence inside a sequence', () => {
  const inner = sequence([2], CONSTANT, HALVING)

  it('counts its milestones from its own start', () => {
    assert.deepEqual(
      lrSeries(7, sequence([3], HALVING, inner)),
      [1, 0.5, 0.25, 0.25, 0.25, 1, 0.5, 0.25],
    )
  })

  it('may be the first, and then begins with the outer one', () => {
    assert.deepEqual(lrSeries(5, sequence([4], inner, CONSTANT)), [0.25, 0.25, 1, 0.5, 0.25, 0.25])
  })
})

describe('a nested plateau', () => {
  it('in a sequence uses the metric only while it is active, and keeps the current value', () => {
    const losses = [9, 9, 9, 1, 1, 1].map((loss, index) => [index + 1, loss] as const)
    assert.deepEqual(
      lrSeriesWithMetrics({ loss: losses }, 6, sequence([3], HALVING, PLATEAU)),
      [1, 0.5, 0.25, 0.25, 0.25, 0.125, 0.0625],
    )
  })

  it('in a sequence counts the metric of the step at which it becomes active', () => {
    const losses = [[3, 1], [4, 2], [5, 2]] as const // prettier-ignore
    const scheduler = sequence([3], HALVING, PLATEAU)
    const counted = { countsAtStart: true } as const
    assert.deepEqual(
      lrSeriesWithMetrics({ loss: losses }, 5, scheduler),
      [1, 0.5, 0.25, 0.25, 0.25, 0.125],
      'as without the mark, in inputs of version 4',
    )
    assert.deepEqual(
      lrSeriesOfDecisions({ loss: losses }, counted, 5, scheduler),
      [1, 0.5, 0.25, 0.25, 0.125, 0.0625],
    )
  })

  it('in a chain reduces the value that the others scale', () => {
    assert.deepEqual(
      lrSeriesWithMetrics({ loss: [[1, 1], [3, 1]] }, 4, chain(HALVING, PLATEAU)), // prettier-ignore
      [1, 0.5, 0.25, 0.0625, 0.03125],
    )
  })
})

describe('a scheduler with "every"', () => {
  it('steps at the multiples of it', () => {
    assert.deepEqual(lrSeries(6, { ...HALVING, every: 3 }), [1, 1, 1, 0.5, 0.5, 0.5, 0.25])
  })
})

describe('a scheduler with bounds', () => {
  it('uses a number as a factor of the initial value, and {"value"} as a value', () => {
    assert.deepEqual(lrSeries(3, { ...HALVING, min: 0.3 }), [1, 0.5, 0.3, 0.3])
    assert.deepEqual(lrSeries(2, { ...HALVING, max: { value: 0.75 } }), [0.75, 0.375, 0.1875])
  })

  it('may have them by group', () => {
    const min = { g: { value: 0.4 } }
    assert.deepEqual(lrSeries(2, { ...HALVING, min }), [1, 0.5, 0.4])
  })
})
