import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { appOn } from '../app.ts'

const { send } = await appOn()
const groups = [
  { name: 'a', lr: 0.1, momentum: 0.9 },
  { name: 'b', lr: 0.2, momentum: 0.9 },
]

const HALVING = { type: 'ExponentialLR', gamma: 0.5 }
const sequence = (milestones: unknown[], count = milestones.length + 1) => ({
  type: 'SequentialLR',
  schedulers: Array(count).fill(HALVING),
  milestones,
})
const oneCycle = (given: object) => ({ type: 'OneCycleLR', max_lr: 1, total_steps: 10, ...given })
const cyclic = (given: object) => ({ type: 'CyclicLR', base_lr: 0.1, max_lr: 1, ...given })
const plateau = (given: object) => ({ type: 'ReduceLROnPlateau', monitor: 'loss', ...given })

/** Schedulers on which torch crashes or is silently wrong, each with its pointer and detail. */
const REFUSED: readonly (readonly [scheduler: object, pointer: string, says: RegExp])[] = [
  [{ type: 'CosineAnnealingLR', T_max: 0 }, '/T_max', /given 0, wanted at least 1/],
  [{ type: 'CosineAnnealingLR', T_max: 2.5 }, '/T_max', /given 2.5, wanted a whole number/],
  [{ type: 'ConstantLR', factor: 0 }, '/factor', /given 0, wanted more than 0/],
  [{ type: 'ConstantLR', factor: 1.5 }, '/factor', /given 1.5, wanted at most 1/],
  [{ type: 'ConstantLR', total_iters: 0 }, '/total_iters', /given 0, wanted at least 1/],
  [{ type: 'LinearLR', total_iters: 0 }, '/total_iters', /given 0, wanted at least 1/],
  [{ type: 'LinearLR', start_factor: 0 }, '/start_factor', /given 0, wanted more than 0/],
  [{ type: 'PolynomialLR', total_iters: 0 }, '/total_iters', /given 0, wanted at least 1/],
  [{ type: 'PolynomialLR', power: -1 }, '/power', /given -1, wanted at least 0/],
  [{ type: 'StepLR', step_size: 0 }, '/step_size', /given 0, wanted at least 1/],
  [{ type: 'CosineAnnealingWarmRestarts', T_0: 0 }, '/T_0', /given 0, wanted at least 1/],
  [
    { type: 'CosineAnnealingWarmRestarts', T_0: 5, T_mult: 0 },
    '/T_mult',
    /given 0, wanted at least 1/,
  ],
  [sequence([5, 3]), '/milestones/1', /given 3 after 5, wanted ascending steps/],
  [sequence([5, 5]), '/milestones/1', /given 5 after 5, wanted ascending steps/],
  [sequence([5], 3), '/milestones', /given 1 for 3 schedulers, wanted 2/],
  [sequence([-1]), '/milestones/0', /given -1, wanted at least 0/],
  [{ type: 'ChainedScheduler', schedulers: [] }, '/schedulers', /wanted at least 1 element/],
  [oneCycle({ pct_start: 0.1 }), '/pct_start', /given 0.1 of 10 steps, which is 1 step/],
  [oneCycle({ pct_start: 1.5 }), '/pct_start', /given 1.5, wanted at most 1/],
  [oneCycle({ total_steps: undefined }), '/total_steps', /wanted total_steps, or both epochs and/],
  [oneCycle({ div_factor: 0 }), '/div_factor', /cannot be divided/],
  [oneCycle({ max_lr: [1] }), '/max_lr', /given a list of 1, wanted one value for each of the 2/],
  [oneCycle({ max_lr: { a: 1, c: 2 } }), '/max_lr/c', /"c" is not a group of this scheduler/],
  [cyclic({ step_size_up: 0 }), '/step_size_up', /given 0, wanted more than 0/],
  [cyclic({ mode: 'square' }), '/mode', /wanted "triangular", "triangular2", "exp_range"/],
  [cyclic({ scale_fn: 'x / ' }), '/scale_fn', /syntax error/],
  [
    { ...HALVING, min: 2, max: 1 },
    '/max',
    /evaluates to 0.1 for group "a", wanted at least min, 0.2/,
  ],
  [plateau({ factor: 1 }), '/factor', /given 1, wanted less than 1/],
  [plateau({ monitor: undefined }), '/monitor', /given nothing, wanted a text/],
  [plateau({ patience: -1 }), '/patience', /given -1, wanted at least 0/],
  [plateau({ min_lr: [0, 0, 0] }), '/min_lr', /given a list of 3, wanted one value for each/],
  [{ type: 'SWALR', swa_lr: 0.1, anneal_epochs: -1 }, '/anneal_epochs', /wanted at least 0/],
]

describe('a scheduler that torch would crash on', () => {
  for (const [scheduler, pointer, says] of REFUSED) {
    it(`is refused at registration: ${JSON.stringify(scheduler).slice(0, 90)}`, async () => {
      const url = '/v1/optimizers/refused'
      const { status, body } = await send('PUT', url, { groups, schedulers: [scheduler] })
      assert.equal(status, 400, JSON.stringify(body))
      const fault = body.errors.find((each: { pointer: string }) => {
        return each.pointer === `/schedulers/0${pointer}`
      })
      assert.ok(fault, JSON.stringify(body.errors))
      assert.match(fault.detail, says)
      assert.equal((await send('GET', url)).status, 404)
    })
  }

  it('is refused with a number out of the range of doubles', async () => {
    const text = `{"groups": [{"name": "a", "lr": 1}], "schedulers": [{"type": "ExponentialLR", "gamma": 1e400}]}`
    const { status, body } = await send('PUT', '/v1/optimizers/refused', text)
    assert.equal(status, 400)
    assert.match(body.errors[0].detail, /given a number beyond all doubles, wanted a finite number/)
  })
})

describe('a schedule without a value at some step', () => {
  /** Advances to a step that is refused, and to the step before it, which is not. */
  async function refusedAt(id: string, scheduler: object, step: number) {
    const url = `/v1/optimizers/${id}`
    await send('PUT', url, { groups: groups.slice(0, 1), schedulers: [scheduler] })
    const { status, body } = await send('POST', `${url}/steps`, { step })
    assert.equal((await send('GET', url)).body.sealed_through, -1)
    assert.equal((await send('POST', `${url}/steps`, { step: step - 1 })).status, 200)
    return { status, body }
  }

  it('is refused at that step with scheduler, group and step, without an effect', async () => {
    const { status, body } = await refusedAt(
      'divides',
      { type: 'LambdaLR', lr_lambda: '1 / (epoch - 7)' },
      7,
    )
    assert.equal(status, 422)
    assert.equal(body.code, 'value_not_finite')
    assert.deepEqual([body.scheduler, body.group, body.step], ['LambdaLR-1', 'a', 7])
    assert.match(body.detail, /division by zero/)
  })

  it('is refused with bounds too', async () => {
    const schedulers = [{ type: 'MultiplicativeLR', lr_lambda: '1e308', max: { value: 1e308 } }]
    await send('PUT', '/v1/optimizers/bounded', { groups, schedulers })
    const response = await send('POST', '/v1/optimizers/bounded/steps', { step: 3 })
    assert.equal(response.body.code, 'value_not_finite')
  })

  it('has ended, as OneCycleLR has after its last step', async () => {
    const { status, body } = await refusedAt('cycled', oneCycle({}), 11)
    assert.equal(status, 422)
    assert.equal(body.code, 'schedule_ended')
    assert.match(
      body.detail,
      /"OneCycleLR-1" has no value for group "a" at step 11: it ends at its/,
    )
  })

  it('is refused at registration if it has no value at step 0', async () => {
    const schedulers = [{ type: 'LambdaLR', lr_lambda: '1 / epoch' }]
    const { status, body } = await send('PUT', '/v1/optimizers/none', { groups, schedulers })
    assert.deepEqual([status, body.code, body.step], [422, 'value_not_finite', 0])
  })
})
