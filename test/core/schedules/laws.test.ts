import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { ruleFor } from '../../../src/core/definition/scheduler.ts'
import { SchedulerBody } from '../../../src/core/definition/scheduler_schemas.ts'
import { SCHEDULES } from '../../../src/core/schedules/catalogue.ts'
import type { RuleTree, ParamSlot } from '../../../src/core/schedules/rule.ts'
import { closeTo } from './close_to.ts'
import { schedulerValues, schedulerValuesAt } from './scheduler_values.ts'

const phased = (...phases: object[]) => ({ type: 'PhasedLR', phases })
const ramp = (curve: string, more: object = {}) => ({ curve, to: 0.1, duration: 20, ...more })
const WAVE = phased({ curve: 'linear', from: 0, to: 1, duration: 5 }, ramp('cosine'))
const TABLE = { type: 'TableLR', points: [[0, 1], [7, 0.5], [20, 0.2]], interpolation: 'cosine' } // prettier-ignore

/** Schedules with a closed form that end before step 100. */
const ENDING: Record<string, object> = {
  'a linear phase': phased(ramp('linear', { k: 0.5 })),
  'a cosine phase': phased(ramp('cosine', { power: 2, endpoints: 'end' })),
  'a geometric phase': phased(ramp('exponential')),
  'an exponential phase': phased(ramp('exponential', { ratio: 0.5, power: 0.5 })),
  'a logarithmic phase': phased(ramp('logarithmic', { endpoints: 'both' })),
  'a rex phase': phased(ramp('rex', { k: 1.5, endpoints: 'neither' })),
  'a tanh phase': phased(ramp('tanh')),
  'an inverse power': phased({ curve: 'inverse_power', timescale: 3, duration: 9.5 }, ramp('rex')),
  'a table': TABLE,
  'a warmup': { type: 'WarmupLR', duration: 7.5, curve: 'cosine', scheduler: WAVE },
  'an overlay': { type: 'WarmupLR', duration: 7.5, mode: 'overlay', scheduler: WAVE },
  'a factor': { type: 'WarmupLR', duration: 7.5, mode: 'multiply', scheduler: WAVE },
  'a repetition': { type: 'RepeatLR', count: 3, gamma: 0.5, mirror: true, scheduler: WAVE },
  'growing cycles': { type: 'RepeatLR', count: 2, period: 9, period_mult: 1.7, scheduler: WAVE },
  'a product': { type: 'ProductLR', schedulers: [WAVE, { ...TABLE, every: 4 }] },
}

/** Phases without a jump: each begins at the last value of the one before it. */
const JOINED = phased(
  { curve: 'cosine', from: 0, to: 1, duration: 10 },
  { curve: 'exponential', to: 0.5, duration: 10 },
  { curve: 'inverse_power', timescale: 30, duration: 10 },
  { curve: 'rex', to: 0.2, duration: 10 },
  { curve: 'logarithmic', to: { value: 0.3 }, duration: 10 },
  { curve: 'hold', duration: 10 },
  { curve: 'linear', to: 0, duration: 10, power: 2 },
)

const ruleOf = (scheduler: object): RuleTree => ruleFor(SchedulerBody.parse(scheduler), 'g', {})

const slotOf = (rule: RuleTree, base: number): ParamSlot => ({
  ...{ param: 'lr', column: 0, base, groupExtras: {}, memory: 1, lr: 0, every: 1 },
  ...{ momentum: -1, beta2: -1 },
  factors: { lr_scale: -1, lr_mult: -1, wd_mult: -1 },
  children: rule.children.map((child) => slotOf(child, base)),
})

/** The value at any epoch, fractions included. */
function reader(scheduler: object, base = 1): (epoch: number) => number {
  const rule = ruleOf(scheduler)
  const [slot, context] = [slotOf(rule, base), { values: new Float64Array(9), metrics: new Map() }]
  return (epoch) => rule.closed!(epoch, slot, context)
}

describe('a schedule with a closed form', () => {
  for (const [what, scheduler] of Object.entries(ENDING)) {
    const series = schedulerValues(110, scheduler)

    it(`${what} has the same values for one fold and in any order of reads`, () => {
      const read = reader(scheduler)
      for (let step = 110; step >= 0; step--) assert.equal(read(step), series[step])
      assert.deepEqual(schedulerValuesAt([0, 31, 109], scheduler), [
        series[0],
        series[31],
        series[109],
      ])
    })
    it(`${what} keeps its last value at any later step`, () => {
      const read = reader(scheduler)
      const far = [100, 100.5, 1e6, 2 ** 48, 2 ** 53].map(read)
      assert.deepEqual(far, new Array(5).fill(series[105]))
    })
    it(`${what} has the same factors for any initial value`, () => {
      const scaled = schedulerValues(110, scheduler, { base: 0.3 })
      closeTo(
        scaled,
        series.map((value) => value * 0.3),
      )
    })
    it(`${what} overwrites an edit of the current value at the next step`, () => {
      const edited = schedulerValues(110, scheduler, { edits: { 3: { lr: 5 }, 50: { lr: 7 } } })
      assert.deepEqual(edited, series.with(3, 5).with(50, 7))
    })
    it(`${what} uses another initial value after an edit of that`, () => {
      const edited = schedulerValues(110, scheduler, { edits: { 6: { initial_lr: 2 } } })
      assert.deepEqual(edited.slice(0, 7), series.slice(0, 7))
      assert.deepEqual(edited.slice(7), schedulerValues(110, scheduler, { base: 2 }).slice(7))
    })
  }
})

describe('phases', () => {
  it('join without a jump', () => {
    const read = reader(JOINED)
    for (let join = 10; join <= 70; join += 10) {
      const [before, at] = [read(join - 1e-9), read(join)]
      assert.ok(Math.abs(before - at) < 1e-8, `${before} before ${join}, ${at} there`)
    }
  })
  it('have values at fractions of a step too', () => {
    const read = reader(phased({ curve: 'linear', to: 0, duration: 4 }))
    assert.deepEqual([0.5, 1.25, 3.5].map(read), [0.875, 0.6875, 0.125])
  })
  it('of billions of steps are as exact as short ones', () => {
    const long = reader(phased(ramp('cosine', { to: 0, duration: 2 ** 47 })))
    const short = reader(phased(ramp('cosine', { to: 0, duration: 2 ** 7 })))
    for (let step = 0; step <= 128; step++) assert.equal(long(step * 2 ** 40), short(step))
  })
})

describe('a repetition after many cycles', () => {
  it('has the values of its first cycle', () => {
    const read = reader({ type: 'RepeatLR', mirror: true, scheduler: WAVE })
    const far = 50 * Math.floor(2 ** 48 / 50)
    for (let step = 0; step < 50; step++) assert.equal(read(far + step), read(step))
  })
})

describe('a closed form of any family', () => {
  const scaled = { type: 'CyclicLR', base_lr: 0.1, max_lr: 1, step_size_up: 4 }
  const examples: object[] = [
    ...SCHEDULES.map(({ example }) => example),
    { ...scaled, cycle_momentum: false, scale_fn: '1 / x', scale_mode: 'iterations' },
    { ...scaled, cycle_momentum: false, scale_fn: '1 / x' },
    { ...scaled, cycle_momentum: false, mode: 'exp_range', gamma: 0.99 },
    { type: 'MultiStepLR', milestones: [9, 2, 2], gamma: 0.5 },
  ]

  for (const example of examples.filter((each) => ruleOf(each).closed)) {
    it(`has a finite value at fractions of an epoch: ${JSON.stringify(example).slice(0, 80)}`, () => {
      const rule = ruleOf(example)
      const groupExtras = {
        initial_lr: 1,
        max_lr: 2,
        min_lr: 0.1,
        base_momentum: 0.8,
        max_momentum: 0.9,
      }
      const slot = { ...slotOf(rule, 1), groupExtras, momentum: 1 }
      const context = { values: new Float64Array(9), metrics: new Map() }
      for (const epoch of [1, 1.5, 2.25, 7.9, 30.000001]) {
        assert.ok(Number.isFinite(rule.closed!(epoch, slot, context)))
      }
    })
  }

  it('of torch equals the stepwise values, except for rounding', () => {
    const torch = [
      { type: 'StepLR', step_size: 7, gamma: 0.5 },
      { type: 'MultiStepLR', milestones: [30, 8, 8], gamma: 0.5 },
      { type: 'ConstantLR', factor: 0.3, total_iters: 12 },
      { type: 'LinearLR', start_factor: 0.1, end_factor: 0.7, total_iters: 33 },
      { type: 'ExponentialLR', gamma: 0.95 },
      { type: 'PolynomialLR', total_iters: 60, power: 2 },
      { type: 'CosineAnnealingLR', T_max: 20, eta_min: 0.1 },
    ]
    for (const scheduler of torch) {
      const read = reader(scheduler)
      closeTo(
        Array.from({ length: 51 }, (_, step) => read(step)),
        schedulerValues(50, scheduler),
      )
    }
  })
})
