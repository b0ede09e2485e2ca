import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { ruleFor } from '../../../src/core/definition/scheduler.ts'
import { define, RegistrationBody } from '../../../src/core/definition/registration.ts'
import { SCHEDULES } from '../../../src/core/schedules/catalogue.ts'
import { initialState } from '../../../src/core/trajectory/initial_state.ts'
import { fold } from '../../../src/core/trajectory/fold.ts'
import { Refusal } from '../../../src/core/problem.ts'
import type { RuleTree } from '../../../src/core/schedules/rule.ts'

/**
 * The law of a closed form: at whole epochs it is the fold of the steps. For rules that overwrite
 * the value it is one to the bit, because both are one function. The closed forms of torch's
 * recursive schedulers differ from its steps in rounding, by design: torch itself has both, and
 * nested schedules are evaluated by the closed one.
 */

const SEED = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31))
const STEPS = 60

/** Relative to the largest value of the run: near zero a recursive form keeps earlier rounding. */
const TOLERANCE = 1e-12

const share = fc.double({ min: 0.05, max: 0.95, noNaN: true })
const steps = fc.integer({ min: 1, max: 40 })
const level = fc.oneof(
  share,
  share.map((value) => ({ value })),
)
const power = fc.constantFrom(0.5, 1, 1.7, 2)
const endpoints = fc.constantFrom('start', 'end', 'both', 'neither')
const curve = fc.constantFrom('linear', 'cosine', 'exponential', 'logarithmic', 'rex')
const expression = fc.constantFrom('0.95 ** epoch', '1 / (epoch + 1)', 'cos(epoch / 9) + 2')

const phase = fc.record({ curve, from: level, to: level, duration: steps, power, endpoints })
const of = (type: string, fields: Record<string, fc.Arbitrary<unknown>>) =>
  fc.record({ type: fc.constant(type), ...fields }) as fc.Arbitrary<object>

/** Arguments of each family without nested schedules. */
const SIMPLE: Readonly<Record<string, fc.Arbitrary<object>>> = {
  LambdaLR: of('LambdaLR', { lr_lambda: expression }),
  MultiplicativeLR: of('MultiplicativeLR', { lr_lambda: fc.constantFrom('0.95', '1 - 0.001 * epoch') }), // prettier-ignore
  StepLR: of('StepLR', { step_size: steps, gamma: share }),
  MultiStepLR: of('MultiStepLR', { milestones: fc.array(steps, { maxLength: 5 }), gamma: share }),
  ConstantLR: of('ConstantLR', { factor: share, total_iters: steps }),
  LinearLR: of('LinearLR', { start_factor: share, end_factor: share, total_iters: steps }),
  ExponentialLR: of('ExponentialLR', { gamma: fc.double({ min: 0.8, max: 1.01, noNaN: true }) }),
  PolynomialLR: of('PolynomialLR', { total_iters: steps, power }),
  CosineAnnealingLR: of('CosineAnnealingLR', { T_max: fc.integer({ min: 2, max: 40 }), eta_min: share.map((at) => at / 100) }), // prettier-ignore
  CosineAnnealingWarmRestarts: of('CosineAnnealingWarmRestarts', { T_0: steps, T_mult: fc.integer({ min: 1, max: 3 }), eta_min: share }), // prettier-ignore
  CyclicLR: of('CyclicLR', { base_lr: share, max_lr: share, step_size_up: steps, mode: fc.constantFrom('triangular', 'triangular2', 'exp_range'), gamma: share, cycle_momentum: fc.boolean() }), // prettier-ignore
  OneCycleLR: of('OneCycleLR', { max_lr: share, total_steps: fc.integer({ min: STEPS, max: 90 }), three_phase: fc.boolean(), anneal_strategy: fc.constantFrom('cos', 'linear') }), // prettier-ignore
  ReduceLROnPlateau: of('ReduceLROnPlateau', { monitor: fc.constant('loss') }),
  SWALR: of('SWALR', { swa_lr: share, anneal_epochs: steps }),
  PhasedLR: of('PhasedLR', { phases: fc.array(phase, { minLength: 1, maxLength: 4 }) }),
  TableLR: of('TableLR', { points: fc.uniqueArray(steps, { minLength: 1, maxLength: 6 }).map((each) => each.sort((a, b) => a - b).map((at) => [at, 1 / at])), interpolation: fc.constantFrom('step', 'linear', 'cosine') }), // prettier-ignore
  GreedyLR: of('GreedyLR', { monitor: fc.constant('loss'), min_lr: fc.constant(0.01), max_lr: fc.constant(1) }), // prettier-ignore
  ExpressionLR: of('ExpressionLR', { lr: fc.constantFrom('base * 0.9 ** epoch', 'base_lr / (step + 1)', 'lr * 0.9') }), // prettier-ignore
}

/** Nested schedules must have a closed form where the outer one reads it at any epoch. */
const closedOnes = fc.oneof(
  ...Object.keys(SIMPLE)
    .filter((type) => !OPEN_FAMILIES().has(type) && !['CyclicLR', 'OneCycleLR'].includes(type))
    .map((type) => SIMPLE[type]!.filter(hasClosedForm)),
)
const nested = fc.oneof(
  closedOnes,
  of('WarmupLR', { duration: steps, from: share, curve, scheduler: closedOnes }),
  of('RepeatLR', { period: steps, count: fc.constantFrom(null, 2), gamma: share, scheduler: closedOnes }), // prettier-ignore
)

const FAMILIES: Readonly<Record<string, fc.Arbitrary<object>>> = {
  ...SIMPLE,
  SequentialLR: of('SequentialLR', { schedulers: fc.tuple(closedOnes, closedOnes), milestones: steps.map((at) => [at]) }), // prettier-ignore
  ChainedScheduler: of('ChainedScheduler', { schedulers: fc.tuple(closedOnes, closedOnes) }),
  WarmupLR: of('WarmupLR', { duration: fc.oneof(steps, fc.constant(7.5)), from: share, mode: fc.constantFrom('prefix', 'overlay', 'multiply'), curve, power, endpoints, scheduler: nested }), // prettier-ignore
  RepeatLR: of('RepeatLR', { period: steps, period_mult: fc.constantFrom(1, 1.5, 2), gamma: share, floor: share, mirror: fc.boolean(), count: fc.constantFrom(null, 1, 3), scheduler: nested }), // prettier-ignore
  ProductLR: of('ProductLR', { schedulers: fc.tuple(nested, nested.map((each) => ({ ...each, every: 3 }))) }), // prettier-ignore
}

/** The families without a closed form: by a metric, or of the previous value alone. */
function OPEN_FAMILIES(): ReadonlySet<string> {
  return new Set([
    'MultiplicativeLR',
    'ReduceLROnPlateau',
    'GreedyLR',
    'SWALR',
    'SequentialLR',
    'ChainedScheduler',
  ])
}

function hasClosedForm(scheduler: object): boolean {
  if (!isAccepted(scheduler)) return false
  const { schedulers } = definitionOf(scheduler)
  return ruleFor(schedulers[0]!, 'g', {}).closed !== undefined
}

const definitionOf = (scheduler: object) =>
  define(
    RegistrationBody.parse({
      groups: [{ name: 'g', lr: 0.7, momentum: 0.9 }],
      schedulers: [scheduler],
    }),
  )

/** The greatest difference between the closed form and the fold of the steps, relative. */
function difference(scheduler: object): { readonly relative: number; readonly rule: RuleTree } {
  let state = initialState(definitionOf(scheduler))
  const { rule, slot } = state.program.bindings[0]!
  const context = { values: state.values.slice(), metrics: new Map() }
  let [largest, greatest] = [0, 0]
  for (let step = 0; step <= STEPS; step++) {
    if (step > 0) state = fold(state, [], step)
    const value = state.values[slot.column]!
    const closed = rule.closed!(step, slot, context)
    largest = Math.max(largest, Math.abs(value))
    greatest = Math.max(greatest, Math.abs(closed - value))
  }
  return { relative: greatest === 0 ? 0 : greatest / largest, rule }
}

describe(`the closed form of a family, with drawn arguments (SEED=${SEED})`, () => {
  it('is looked at for every family', () => {
    assert.deepEqual(Object.keys(FAMILIES).sort(), SCHEDULES.map(({ type }) => type).sort())
  })

  for (const [type, drawn] of Object.entries(FAMILIES)) {
    if (OPEN_FAMILIES().has(type)) {
      it(`${type} has none`, () => {
        fc.assert(
          fc.property(drawn, (scheduler) => !hasClosedForm(scheduler)),
          { seed: SEED, numRuns: 20 },
        )
      })
      continue
    }
    it(`${type} is the fold of its steps`, () => {
      let compared = 0
      fc.assert(
        fc.property(drawn.filter(isAccepted), (scheduler) => {
          if (!hasClosedForm(scheduler)) return
          compared += 1
          const { relative, rule } = difference(scheduler)
          const most = rule.overwrites === true ? 0 : TOLERANCE
          assert.ok(relative <= most, `${JSON.stringify(scheduler)} differs by ${relative}`)
        }),
        { seed: SEED, numRuns: 60 },
      )
      assert.ok(compared >= 10, `only ${compared} have a closed form`)
    })
  }
})

/** Some drawn combinations contradict each other: they are refused, and not of interest here. */
function isAccepted(scheduler: object): boolean {
  try {
    initialState(definitionOf(scheduler))
    return true
  } catch (error) {
    if (error instanceof Refusal) return false
    throw error
  }
}
