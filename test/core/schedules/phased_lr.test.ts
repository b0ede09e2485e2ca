import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { closeTo } from './close_to.ts'
import { faults } from './registration_faults.ts'
import { schedulerValues, schedulerValuesAt } from './scheduler_values.ts'

const phased = (...phases: object[]) => ({ type: 'PhasedLR', phases })
const up = { curve: 'linear', from: 0, to: 1, duration: 4 }
const over = (curve: string, more: object = {}) => phased({ curve, to: 0, duration: 4, ...more })
const { cos, log, PI, sqrt, tanh } = Math

describe('the progress of a ramp of 4 steps', () => {
  const along = (endpoints: string, more: object = {}) => phased({ ...up, endpoints, ...more })

  it('is s/n with endpoints "start", the default', () => {
    assert.deepEqual(schedulerValues(5, along('start')), [0, 0.25, 0.5, 0.75, 1, 1])
    assert.deepEqual(schedulerValues(5, phased(up)), [0, 0.25, 0.5, 0.75, 1, 1])
  })
  it('is (s+1)/n with "end"', () => {
    assert.deepEqual(schedulerValues(4, along('end')), [0.25, 0.5, 0.75, 1, 1])
  })
  it('is s/(n-1) with "both"', () => {
    closeTo(schedulerValues(4, along('both')), [0, 1 / 3, 2 / 3, 1, 1])
  })
  it('is (s+1)/(n+1) with "neither"', () => {
    closeTo(schedulerValues(4, along('neither')), [0.2, 0.4, 0.6, 0.8, 1])
  })
  it('is 1 at once with "both" and a single step', () => {
    assert.deepEqual(schedulerValues(2, along('both', { duration: 1 })), [1, 1, 1])
  })
})

describe('a curve from 1 to 0 in 4 steps', () => {
  const cases: Record<string, [object, number[]]> = {
    linear: [{}, [1, 0.75, 0.5, 0.25, 0]],
    cosine: [{}, [1, (1 + cos(PI / 4)) / 2, 0.5, (1 + cos((3 * PI) / 4)) / 2, 0]],
    rex: [{}, [1, 6 / 7, 2 / 3, 2 / 5, 0]],
    logarithmic: [{}, [1, ...[1.75, 2.5, 3.25].map((x) => 1 - log(x) / log(4)), 0]],
    tanh: [{}, [...[-7, -4.5, -2, 0.5].map((x) => (1 - tanh(x)) / 2), 0]],
    exponential: [{ ratio: 1 / 16 }, [1, ...[7 / 15, 3 / 15, 1 / 15], 0]],
  }
  for (const [curve, [more, values]] of Object.entries(cases)) {
    it(`has the known values for ${curve}`, () =>
      closeTo(schedulerValues(4, over(curve, more)), values))
  }
  it('is raised to its power', () => {
    closeTo(schedulerValues(4, over('linear', { power: 2 })), [1, 9 / 16, 1 / 4, 1 / 16, 0])
  })
  it('bends its progress by k: with 0.5 a line is 1 - sqrt', () => {
    closeTo(schedulerValues(4, over('linear', { k: 0.5 })), [
      1,
      0.5,
      1 - sqrt(0.5),
      1 - sqrt(0.75),
      0,
    ])
  })
})

describe('an exponential without a ratio', () => {
  it('multiplies by the same ratio each step, between factors and between values', () => {
    closeTo(schedulerValues(3, over('exponential', { to: 1 / 16 })), [1, 0.5, 0.25, 0.125])
    closeTo(
      schedulerValues(4, over('exponential', { to: { value: 1 } }), { base: 16 }),
      [16, 8, 4, 2, 1],
    )
  })
  it('is constant between equal ends, and stays 0 for a group at 0', () => {
    assert.deepEqual(schedulerValues(5, over('exponential', { to: 1 })), [1, 1, 1, 1, 1, 1])
    assert.deepEqual(
      schedulerValues(5, over('exponential', { to: 0.1 }), { base: 0 }),
      [0, 0, 0, 0, 0, 0],
    )
  })
  it('has no value between ends that only the initial value makes invalid', () => {
    assert.throws(
      () => schedulerValues(5, over('exponential', { to: { value: 0.1 } }), { base: 0 }),
      /value_not_finite|no_value/,
    )
  })
})

describe('phases end to end', () => {
  it('begin at the last value of the one before, the first at 1, and keep their last value', () => {
    const schedule = phased(
      { curve: 'linear', to: 0.5, duration: 2 },
      { curve: 'hold', duration: 2 },
      { curve: 'linear', to: { value: 0 }, duration: 2 },
    )
    assert.deepEqual(schedulerValues(8, schedule), [1, 0.75, 0.5, 0.5, 0.5, 0.25, 0, 0, 0])
  })
  it('skip a phase without steps', () => {
    const schedule = phased(
      { curve: 'hold', duration: 2 },
      { curve: 'linear', to: 0.5, duration: 0 },
      { curve: 'linear', to: 0, duration: 2 },
    )
    assert.deepEqual(schedulerValues(5, schedule), [1, 1, 0.5, 0.25, 0, 0])
  })
  it('meet at a fraction of a step', () => {
    const schedule = phased({ ...up, duration: 2.5 }, { curve: 'linear', to: 0, duration: 2.5 })
    closeTo(schedulerValues(5, schedule), [0, 0.4, 0.8, 0.8, 0.4, 0])
  })
  it('begin at the last value of an inverse power', () => {
    const schedule = phased(
      { curve: 'inverse_power', timescale: 1, duration: 3 },
      { curve: 'linear', to: 0, duration: 2 },
    )
    closeTo(schedulerValues(5, schedule), [1, sqrt(1 / 2), sqrt(1 / 3), 0.5, 0.25, 0])
  })
  it('may have arguments by group', () => {
    const schedule = { type: 'PhasedLR', phases: { g: [up] } }
    assert.deepEqual(schedulerValues(5, schedule), schedulerValues(5, phased(up)))
  })
  it('may be as many as a thousand', () => {
    const phases = Array.from({ length: 1000 }, (_, at) => ({ curve: 'hold', to: at, duration: 3 }))
    assert.deepEqual(
      schedulerValuesAt([0, 3, 1500, 2999, 5000], phased(...phases)),
      [0, 1, 500, 999, 999],
    )
  })
})

describe('phases without values are refused', () => {
  const refused: [string, object, RegExp][] = [
    ['no phases', phased(), /^\/phases: given a list of 0/],
    [
      'an open phase before another',
      phased({ curve: 'hold' }, up),
      /^\/phases\/0\/duration: given nothing.*only the last/,
    ],
    [
      'a ramp without a duration',
      phased({ curve: 'linear', to: 0 }),
      /^\/phases\/0\/duration: given nothing/,
    ],
    [
      'a ramp without an end',
      phased({ curve: 'linear', duration: 3 }),
      /^\/phases\/0\/to: given nothing/,
    ],
    [
      'a negative duration',
      over('linear', { duration: -1 }),
      /^\/phases\/0\/duration: given -1, wanted at least 0/,
    ],
    ['a negative k', over('linear', { k: -1 }), /^\/phases\/0\/k: given -1, wanted more than 0/],
    [
      'a power of 0',
      over('linear', { power: 0 }),
      /^\/phases\/0\/power: given 0, wanted more than 0/,
    ],
    [
      'a ratio of 1',
      over('exponential', { ratio: 1 }),
      /^\/phases\/0\/ratio: given 1, .*straight line/,
    ],
    [
      'a ratio of 0',
      over('exponential', { ratio: 0 }),
      /^\/phases\/0\/ratio: given 0, wanted more than 0/,
    ],
    [
      'a ratio left out that would be 0',
      over('exponential'),
      /^\/phases\/0\/ratio: given nothing.*from 1 to 0/,
    ],
    ['a ratio beside a line', over('linear', { ratio: 2 }), /^\/phases\/0\/ratio: unknown field/],
    [
      'a base of 1',
      over('logarithmic', { base: 1 }),
      /^\/phases\/0\/base: given 1, wanted more than 1/,
    ],
    [
      'a base left out over one step',
      over('logarithmic', { duration: 1 }),
      /^\/phases\/0\/base: given nothing.*duration, 1/,
    ],
    [
      'a tanh that does not rise',
      over('tanh', { lb: 3 }),
      /^\/phases\/0\/lb: given 3, wanted less than ub, 3/,
    ],
    [
      'a timescale of 0',
      phased({ curve: 'inverse_power', timescale: 0 }),
      /^\/phases\/0\/timescale: given 0/,
    ],
    [
      'an unknown curve',
      over('1-sqrt'),
      /^\/phases\/0\/curve: given the text "1-sqrt", wanted "hold", "linear"/,
    ],
    ['the second of two', phased(up, { ...up, k: 0 }), /^\/phases\/1\/k: given 0/],
  ]
  for (const [what, scheduler, message] of refused) {
    it(what, () => assert.match(faults(scheduler).join('\n'), message))
  }
})
