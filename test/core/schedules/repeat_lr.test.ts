import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { cyclesOf } from '../../../src/core/schedules/parts/cycles.ts'
import { closeTo } from './close_to.ts'
import { faults } from './registration_faults.ts'
import { schedulerValues, schedulerValuesAt } from './scheduler_values.ts'

const DOWN = { type: 'PhasedLR', phases: [{ curve: 'linear', to: 0, duration: 4 }] }
const HALVING = { type: 'StepLR', step_size: 2, gamma: 0.5 }
const repeat = (more: object, scheduler: object = DOWN) => ({
  type: 'RepeatLR',
  ...more,
  scheduler,
})

describe('a repetition', () => {
  it('starts again after its period, which is the length of its phases by default', () => {
    assert.deepEqual(schedulerValues(8, repeat({})), [1, 0.75, 0.5, 0.25, 1, 0.75, 0.5, 0.25, 1])
  })
  it('stretches phases to fill its period', () => {
    assert.deepEqual(schedulerValues(4, repeat({ period: 2 })), [1, 0.5, 1, 0.5, 1])
    assert.deepEqual(schedulerValues(3, repeat({ period: 8 })), [1, 0.875, 0.75, 0.625])
  })
  it('cuts a scheduler without a length', () => {
    assert.deepEqual(schedulerValues(6, repeat({ period: 3 }, HALVING)), [1, 1, 0.5, 1, 1, 0.5, 1])
  })
  it('stretches each cycle by period_mult', () => {
    const series = [1, 0.75, 0.5, 0.25, 1, 0.875, 0.75, 0.625, 0.5, 0.375, 0.25, 0.125, 1]
    assert.deepEqual(schedulerValues(12, repeat({ period_mult: 2 })), series)
    const steps = [1, 1, 0.5, 1, 1, 1, 1, 0.5, 0.5, 1]
    assert.deepEqual(schedulerValues(9, repeat({ period: 3, period_mult: 2 }, HALVING)), steps)
  })
  it('shrinks each cycle by gamma, in total or above the floor', () => {
    assert.deepEqual(schedulerValues(5, repeat({ gamma: 0.5 })), [1, 0.75, 0.5, 0.25, 0.5, 0.375])
    const floored = repeat({ gamma: 0.5, floor: { value: 0.5 } })
    assert.deepEqual(schedulerValues(5, floored), [1, 0.75, 0.5, 0.25, 0.75, 0.625])
  })
  it('reverses every second cycle if it mirrors', () => {
    const series = [1, 0.75, 0.5, 0.25, 0, 0.25, 0.5, 0.75, 1, 0.75]
    assert.deepEqual(schedulerValues(9, repeat({ mirror: true })), series)
  })
  it('repeats a warmup, a table and another repetition', () => {
    const warm = { type: 'WarmupLR', duration: 2, scheduler: DOWN }
    assert.deepEqual(schedulerValues(7, repeat({}, warm)), [0, 0.5, 1, 0.75, 0.5, 0.25, 0, 0.5])
    const table = { type: 'TableLR', points: [[0, 1], [2, 0.5]] } // prettier-ignore
    assert.deepEqual(schedulerValues(4, repeat({ period: 3 }, table)), [1, 1, 0.5, 1, 1])
    assert.deepEqual(
      schedulerValues(9, repeat({}, repeat({ count: 2 }))),
      schedulerValues(9, repeat({})),
    )
  })
})

describe('after its last cycle a repetition keeps', () => {
  it('the last value of the repeated scheduler', () => {
    assert.deepEqual(schedulerValues(9, repeat({ count: 2 })).slice(7), [0.25, 0, 0])
    const floored = { count: 2, gamma: 0.5, floor: 0.5 }
    assert.deepEqual(schedulerValues(9, repeat(floored)).slice(8), [0.25, 0.25])
  })
  it('the first value if the last cycle was reversed', () => {
    const series = schedulerValuesAt(
      [7, 8, 9, 1000],
      repeat({ count: 2, mirror: true, gamma: 0.5 }),
    )
    assert.deepEqual(series, [0.375, 0.5, 0.5, 0.5])
  })
  it('its last value, also if each cycle is shorter than the one before', () => {
    const series = [1, 0.75, 0.5, 0.25, 1, 0.5, 1, 0, 0]
    assert.deepEqual(schedulerValues(8, repeat({ period_mult: 0.5, count: 3 })), series)
  })
})

describe('cycles', () => {
  const WHOLE = fc.integer({ min: 1, max: 1000 })
  const FAR = fc.integer({ min: 0, max: 2 ** 48 })

  it('of one length begin at the multiples of it, at any distance', () => {
    fc.assert(
      fc.property(WHOLE, FAR, (period, epoch) => {
        const { index, start, length } = cyclesOf(period, 1).at(epoch)
        assert.deepEqual([index, start, length], [Math.floor(epoch / period), epoch - (epoch % period), period]) // prettier-ignore
      }),
    )
  })
  it('that grow by an integer begin exactly at the integer steps', () => {
    fc.assert(
      fc.property(WHOLE, fc.integer({ min: 2, max: 7 }), FAR, (period, growth, epoch) => {
        const { index, start, length } = cyclesOf(period, growth).at(epoch)
        const [wide, far] = [BigInt(period), BigInt(growth) ** BigInt(index)]
        assert.equal(BigInt(start), (wide * (far - 1n)) / BigInt(growth - 1))
        assert.equal(BigInt(length), wide * far)
        assert.ok(start <= epoch && epoch < start + length)
      }),
    )
  })
  it('of a third of 100 steps begin at 100, 200, ...', () => {
    const cycles = cyclesOf(100 / 3, 1)
    for (let many = 1; many < 1e6; many += 997) {
      assert.deepEqual(cycles.at(100 * many).index, 3 * many)
      assert.deepEqual(cycles.at(100 * many - 1).index, 3 * many - 1)
    }
  })
  it('follow each other without a gap, for any growth', () => {
    const growth = fc.double({ min: 1, max: 3, noNaN: true })
    const period = fc.double({ min: 0.5, max: 1e4, noNaN: true })
    fc.assert(
      fc.property(period, growth, FAR, (first, by, epoch) => {
        const cycles = cyclesOf(first, by)
        const { index, start } = cycles.at(epoch)
        closeTo([cycles.numbered(index).start], [start])
        assert.ok(start <= epoch && epoch < cycles.numbered(index + 1).start)
      }),
    )
  })
  it('end at the sum of their lengths', () => {
    const cycles = cyclesOf(10, 1.1)
    let sum = 0
    const starts = Array.from({ length: 100 }, (_, index) => {
      const start = sum
      sum += 10 * 1.1 ** index
      return start
    })
    closeTo(
      starts.map((_, index) => cycles.numbered(index).start),
      starts,
    )
  })
})

describe('an invalid repetition is refused', () => {
  const refused: [string, object, RegExp][] = [
    ['no scheduler', { type: 'RepeatLR', period: 3 }, /^\/scheduler: given nothing/],
    [
      'no period, and no length to derive it from',
      repeat({}, HALVING),
      /^\/period: given nothing, wanted steps/,
    ],
    ['a period of 0', repeat({ period: 0 }), /^\/period: given 0, wanted more than 0/],
    [
      'phases without a length',
      repeat({}, { type: 'PhasedLR', phases: [{ curve: 'hold', duration: 0 }] }),
      /^\/period: given nothing, which means the length of the phases, 0/,
    ],
    [
      'cycles that become shorter without an end',
      repeat({ period_mult: 0.5 }),
      /^\/period_mult: given 0.5, wanted at least 1, or a count/,
    ],
    ['a negative gamma', repeat({ gamma: -1 }), /^\/gamma: given -1/],
    ['no cycle', repeat({ count: 0 }), /^\/count: given 0, wanted at least 1/],
    [
      'a scheduler that continues from its last value',
      repeat({ period: 3 }, { type: 'SWALR', swa_lr: 1 }),
      /^\/scheduler: given a scheduler whose value depends on its previous value/,
    ],
  ]
  for (const [what, scheduler, message] of refused) {
    it(what, () => assert.match(faults(scheduler).join('\n'), message))
  }
})
