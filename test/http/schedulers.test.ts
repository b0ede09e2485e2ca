import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { appOn } from '../app.ts'

const { send } = await appOn()
const GROUPS = [
  { name: 'a', lr: 1, weight_decay: 0.1, momentum: 0.9 },
  { name: 'b', lr: 2, weight_decay: 0, betas: [0.9, 0.999] },
]

let count = 0

/** Registers two groups with some schedulers, and returns functions that read them. */
async function register(schedulers: object[], more: object = {}) {
  const url = `/v1/optimizers/under-${++count}`
  const { status, body } = await send('PUT', url, { groups: GROUPS, schedulers, ...more })
  const at = async (step: number) => (await send('POST', `${url}/steps`, { step })).body.groups
  return { url, status, body, at }
}

/** The faults of a refused scheduler. */
async function faultsOf(scheduler: object, more: object = {}) {
  const { status, body } = await register([scheduler], more)
  assert.equal(status, 400)
  return body.errors as { pointer: string; detail: string }[]
}

describe('a scheduler with "param"', () => {
  it('drives that hyperparameter, from its own initial value', async () => {
    const { at } = await register([{ type: 'ExponentialLR', gamma: 0.5, param: 'weight_decay' }])
    const [a, b] = await at(2)
    assert.deepEqual([a.lr, a.weight_decay, b.weight_decay], [1, 0.025, 0])
  })

  it('drives one element of a list', async () => {
    const beta = { type: 'LinearLR', total_iters: 2, param: 'betas.0', groups: ['b'] }
    const { at } = await register([{ ...beta, start_factor: 0.5 }])
    assert.deepEqual((await at(0))[1].betas, [0.45, 0.999])
    assert.deepEqual((await at(2))[1].betas, [0.9, 0.999])
  })

  it('can follow lr by an expression', async () => {
    const decay = { type: 'LambdaLR', lr_lambda: 'lr / base_lr', param: 'weight_decay' }
    const { at } = await register([{ type: 'ExponentialLR', gamma: 0.5 }, decay])
    assert.equal((await at(2))[0].weight_decay, 0.025)
  })

  it('is refused for a group without that hyperparameter', async () => {
    const [fault] = await faultsOf({ type: 'ExponentialLR', gamma: 0.5, param: 'momentum' })
    assert.equal(fault!.pointer, '/schedulers/0/param')
    assert.match(fault!.detail, /group "b" has no "momentum", wanted one of "lr", "weight_decay"/)
  })

  it('shows its initial value', async () => {
    const { url } = await register([{ type: 'ExponentialLR', gamma: 0.5, param: 'weight_decay' }])
    const { body } = await send('GET', `${url}/groups/a`)
    assert.deepEqual([body.initial_lr, body.initial_weight_decay], [1, 0.1])
  })
})

describe('momentum', () => {
  it('is cycled with lr, or the first of the betas if a group has betas', async () => {
    const cycle = { type: 'CyclicLR', base_lr: 0.1, max_lr: 1, step_size_up: 2 }
    const { at, url } = await register([cycle])
    const [a, b] = await at(2)
    assert.deepEqual([a.lr, a.momentum, b.lr, b.betas], [1, 0.8, 1, [0.8, 0.999]])
    const { body } = await send('GET', `${url}/groups/a`)
    assert.deepEqual([body.base_momentum, body.max_momentum], [0.8, 0.9])
  })

  it('is reported as missing at the scheduler that drives it', async () => {
    const cycle = { type: 'OneCycleLR', max_lr: 1, total_steps: 10 }
    const [fault] = await faultsOf(
      { type: 'ChainedScheduler', schedulers: [{ type: 'StepLR', step_size: 1 }, cycle] },
      { groups: [{ name: 'a', lr: 1 }] },
    )
    assert.equal(fault!.pointer, '/schedulers/0/schedulers/1/cycle_momentum')
  })

  it('is required', async () => {
    const [fault] = await faultsOf(
      { type: 'OneCycleLR', max_lr: 1, total_steps: 10 },
      { groups: [{ name: 'a', lr: 1 }] },
    )
    assert.equal(fault!.pointer, '/schedulers/0/cycle_momentum')
    assert.match(fault!.detail, /neither momentum nor betas.*wanted "cycle_momentum": false/)
  })
})

describe('a group that is added again', () => {
  it('is refused if a scheduler that names it could not drive it', async () => {
    const { url } = await register([
      { type: 'StepLR', step_size: 2, param: 'weight_decay', groups: ['a'] },
      { type: 'CyclicLR', base_lr: 0.1, max_lr: 1, step_size_up: 2, groups: ['a'], name: 'cycle' },
    ])
    await send('DELETE', `${url}/groups/a`)
    const bare = await send('POST', `${url}/groups`, { name: 'a', lr: 1 })
    assert.equal(bare.status, 409)
    const [decay, momentum] = bare.body.errors as { detail: string }[]
    assert.match(decay!.detail, /"StepLR-1" cannot drive "a": group "a" has no "weight_decay"/)
    assert.match(momentum!.detail, /"cycle" cannot drive "a": .*neither momentum nor betas/)
    assert.equal((await send('POST', `${url}/groups`, GROUPS[0])).status, 201)
    assert.equal((await send('POST', `${url}/steps`, { step: 3 })).status, 200)
  })
})

describe('many schedules on many groups', () => {
  const groups = Array.from({ length: 101 }, (_, index) => ({ name: `g${index}`, lr: 0.1 }))
  const greedy = (window: (index: number) => number) => ({
    ...{ type: 'GreedyLR', monitor: 'm', min_lr: 0.01, max_lr: 1, smooth: true },
    window_size: Object.fromEntries(groups.map(({ name }, index) => [name, window(index)])),
  })

  it('are counted by group, with the numbers of their state', async () => {
    const [fault] = await faultsOf(
      greedy((index) => (index === 0 ? 1 : 1000)),
      { groups },
    )
    assert.equal(fault!.pointer, '/schedulers')
    assert.match(fault!.detail, /add up to 10\d{4} on all groups.*wanted at most 100000/)
    assert.equal((await register([greedy((index) => (index ? 1 : 1000))], { groups })).status, 201)
  })
})

describe('the same registration', () => {
  it('may have its defaults explicitly or not', async () => {
    const { url } = await register([{ type: 'StepLR', step_size: 2 }])
    const said = { type: 'StepLR', step_size: 2, param: 'lr', every: 1, gamma: 0.1 }
    assert.equal((await send('PUT', url, { groups: GROUPS, schedulers: [said] })).status, 200)
  })
})

describe('null', () => {
  it('is torch’s None, and the same as the default', async () => {
    const cycle = { type: 'CyclicLR', base_lr: 0.1, max_lr: 1, step_size_up: 2 }
    const { url, status } = await register([{ ...cycle, step_size_down: null, scale_fn: null }])
    assert.equal(status, 201)
    assert.equal((await send('PUT', url, { groups: GROUPS, schedulers: [cycle] })).status, 200)
  })
})

describe('an edit of an extra param_group key', () => {
  it('changes the maximum of OneCycleLR, as in torch', async () => {
    const cycle = { type: 'OneCycleLR', max_lr: 1, total_steps: 10, anneal_strategy: 'linear' }
    const { at, url } = await register([{ ...cycle, cycle_momentum: false }])
    assert.equal((await send('PATCH', `${url}/groups/a`, { max_lr: 3 })).status, 200)
    const [a, b] = await at(2)
    assert.deepEqual([a.lr, b.lr], [3, 1])
  })

  it('of a list element names the element, and is returned with it', async () => {
    const { url, at } = await register([
      { type: 'LambdaLR', lr_lambda: '0.5', param: 'betas.1', groups: ['b'] },
    ])
    await at(0)
    assert.equal((await send('PATCH', `${url}/groups/b`, { initial_betas: [0.5] })).status, 400)
    const { body } = await send('PATCH', `${url}/groups/b`, { 'initial_betas.1': 0.5 })
    assert.deepEqual(body.pending[0].set, { 'initial_betas.1': 0.5 })
    assert.deepEqual((await at(2))[1].betas, [0.9, 0.25])
  })

  it('of the initial value is refused if the bounds would then be contradictory', async () => {
    const bounds = { min: 0.5, max: { value: 2 } }
    const { url } = await register([{ type: 'StepLR', step_size: 1, ...bounds }])
    const { status, body } = await send('PATCH', `${url}/groups/a`, { initial_lr: 100 })
    assert.deepEqual([status, body.errors[0].pointer], [400, '/initial_lr'])
  })

  it('of the initial value rebases every schedule that uses it', async () => {
    const factor = { type: 'LambdaLR', lr_lambda: '0.5' }
    const { at, url } = await register([
      { type: 'SequentialLR', schedulers: [factor, factor], milestones: [5] },
    ])
    await at(0)
    await send('PATCH', `${url}/groups/a`, { initial_lr: 8 })
    assert.equal((await at(1))[0].lr, 0.5)
    assert.equal((await at(2))[0].lr, 4)
    assert.equal((await at(6))[0].lr, 4)
  })
})

describe('steps as a percentage', () => {
  it('are rounded half up once, and returned as a number', async () => {
    const { body } = await register([{ type: 'MultiStepLR', milestones: ['12.5%', '50%', 90] }], {
      total_steps: 100,
    })
    assert.deepEqual(body.schedulers[0].milestones, [13, 50, 90])
  })

  it('are allowed wherever steps are, inside other schedulers too', async () => {
    const inner = { type: 'LinearLR', total_iters: '5%' }
    const { body } = await register(
      [{ type: 'SequentialLR', schedulers: [inner, inner], milestones: ['5%'] }],
      { total_steps: 1000 },
    )
    assert.deepEqual(body.schedulers[0].milestones, [50])
    assert.equal(body.schedulers[0].schedulers[1].total_iters, 50)
  })

  it('require total_steps', async () => {
    const [fault] = await faultsOf({ type: 'StepLR', step_size: '10%' })
    assert.equal(fault!.pointer, '/schedulers/0/step_size')
    assert.match(fault!.detail, /given "10%", wanted steps, or total_steps declared/)
  })

  it('are refused if they give 0 steps', async () => {
    const [fault] = await faultsOf({ type: 'StepLR', step_size: '1%' }, { total_steps: 10 })
    assert.equal(fault!.pointer, '/schedulers/0/step_size')
    assert.match(fault!.detail, /"1%" of 10 steps: given 0, wanted at least 1/)
  })
})

describe('a preset', () => {
  const COSINE = { preset: 'hf/cosine', num_warmup_steps: 10, num_training_steps: 100 }

  it('is returned as the scheduler that it expands into', async () => {
    const { status, body, at } = await register([{ ...COSINE, name: 'mine', groups: ['a'] }])
    assert.equal(status, 201)
    const [scheduler] = body.schedulers
    assert.equal(scheduler.type, 'LambdaLR')
    assert.deepEqual(
      [scheduler.name, scheduler.groups, scheduler.preset],
      ['mine', ['a'], 'hf/cosine'],
    )
    assert.deepEqual(await at(5), [{ ...GROUPS[0], lr: 0.5 }, GROUPS[1]])
  })

  it('uses total_steps as the length of the run, and accepts percentages of it', async () => {
    const { body } = await register([{ preset: 'hf/cosine', num_warmup_steps: '10%' }], {
      total_steps: 100,
    })
    const { body: same } = await register([COSINE])
    assert.deepEqual(body.schedulers, same.schedulers)
  })

  it('accepts a percentage only for parameters that count steps', async () => {
    const [fault] = await faultsOf(
      { preset: 'hf/polynomial', num_warmup_steps: 10, lr_end: '10%' },
      { total_steps: 100 },
    )
    assert.equal(fault!.pointer, '/schedulers/0/lr_end')
    assert.match(fault!.detail, /given the text "10%", wanted a finite number/)
  })

  it('is the same registration as the scheduler that it expands into', async () => {
    const { url, body } = await register([COSINE])
    const { name: _name, groups: _groups, preset: _preset, ...expanded } = body.schedulers[0]
    const again = await send('PUT', url, { groups: GROUPS, schedulers: [expanded] })
    assert.equal(again.status, 200)
  })

  it('can be attached', async () => {
    const { url } = await register([])
    assert.equal((await send('POST', `${url}/schedulers`, COSINE)).status, 201)
  })

  it('is refused with a parameter that its library does not have', async () => {
    const [fault] = await faultsOf({ ...COSINE, warmup: 3 })
    assert.equal(fault!.pointer, '/schedulers/0/warmup')
    assert.match(fault!.detail, /unknown field "warmup", wanted only .*"num_warmup_steps"/)
  })

  it('can be nested in another scheduler, which keeps its name', async () => {
    const twice = { type: 'SequentialLR', schedulers: [COSINE, COSINE], milestones: [100] }
    const { body, at } = await register([twice])
    const [first] = body.schedulers[0].schedulers
    assert.deepEqual([first.type, first.preset], ['LambdaLR', 'hf/cosine'])
    assert.deepEqual(await at(155), await (await register([COSINE])).at(55))
  })

  it('is refused inside another scheduler with a pointer to its parameter', async () => {
    const inner = { preset: 'hf/cosine', num_warmup_steps: -1, num_training_steps: 9 }
    const [fault] = await faultsOf({ type: 'RepeatLR', period: 9, scheduler: inner })
    assert.equal(fault!.pointer, '/schedulers/0/scheduler/num_warmup_steps')
  })

  it('takes parameters by group, as an object or as a list where its library takes one', async () => {
    const plateau = { preset: 'hf/reduce_lr_on_plateau', monitor: 'loss' }
    const { body } = await register([{ ...plateau, min_lr: { a: 0.1, b: 0.2 } }])
    assert.deepEqual(body.schedulers[0].min_lr, { a: 0.1, b: 0.2 })
    const listed = await register([{ ...plateau, min_lr: [0.1, 0.2] }])
    assert.deepEqual(listed.body.schedulers, body.schedulers)
    const waves = { ...COSINE, num_cycles: { a: 0.5, b: 1 } }
    const { at } = await register([waves])
    const [a, b] = await at(55)
    const [same] = await (await register([COSINE])).at(55)
    assert.equal(a.lr, same.lr)
    assert.equal(b.lr, 0)
  })

  it('is refused with a parameter by group that lacks a group, or names another', async () => {
    const [missing] = await faultsOf({ ...COSINE, num_cycles: { a: 1 } })
    assert.equal(missing!.pointer, '/schedulers/0/num_cycles')
    assert.match(missing!.detail, /no value for group "b"/)
    const [unknown] = await faultsOf({ ...COSINE, num_cycles: { a: 1, b: 1, c: 1 } })
    assert.equal(unknown!.pointer, '/schedulers/0/num_cycles/c')
    const [list] = await faultsOf({ ...COSINE, num_cycles: [1, 2] })
    assert.match(list!.detail, /given a list of 2/)
  })

  it('is refused by level where the groups differ and no default lr is known', async () => {
    const floor = { preset: 'hf/cosine_with_min_lr', num_warmup_steps: 0, num_training_steps: 9 }
    const [fault] = await faultsOf({ ...floor, min_lr: 0.1 })
    assert.equal(fault!.pointer, '/schedulers/0/min_lr')
    assert.match(fault!.detail, /groups differ: wanted defaults\.lr/)
    const { at } = await register([{ ...floor, min_lr: 0.1 }], { defaults: { lr: 1 } })
    assert.deepEqual(
      (await at(9)).map(({ lr }: { lr: number }) => lr),
      [0.1, 0.2],
    )
  })

  it('multiplies by lr_scale of a group, at the step, where its library does', async () => {
    const groups = [
      { name: 'a', lr: 1, lr_scale: 0.5 },
      { name: 'b', lr: 1 },
    ]
    const { url, at } = await register([{ preset: 'timm/step', decay_t: 5 }], { groups })
    assert.deepEqual(
      (await at(1)).map(({ lr }: { lr: number }) => lr),
      [0.5, 1],
    )
    await send('POST', `${url}/edits`, { groups: ['a'], set: { lr_scale: 0.25 }, at_step: 2 })
    assert.equal((await at(3))[0].lr, 0.25)
  })

  it('is refused under its own name if its scheduler is invalid', async () => {
    const [fault] = await faultsOf({
      ...{ preset: 'keras/cosine_decay', initial_learning_rate: -1e308, warmup_target: 1e308 },
      ...{ decay_steps: 5, warmup_steps: 5 },
    })
    assert.equal(fault!.pointer, '/schedulers/0/preset')
    assert.match(fault!.detail, /stands for a \w+ that is refused at \/lr: /)
  })

  it('is refused with an unknown name, with the list of known ones', async () => {
    const [fault] = await faultsOf({ preset: 'hf/cosin' })
    assert.equal(fault!.pointer, '/schedulers/0/preset')
    assert.match(fault!.detail, /unknown preset "hf\/cosin", wanted one of .*hf\/cosine/)
  })

  it('is listed with its schema and a valid example', async () => {
    const { body } = await send('GET', '/v1/presets')
    assert.ok(body.presets.length > 50)
    for (const { name, schema, example } of body.presets) {
      assert.equal(schema.properties.preset.const, name)
      const values = { lr: 0.1, weight_decay: 0.1, momentum: 0.9, betas: [0.9, 0.99], rho: 0.05 }
      const groups = [{ name: 'g', ...values }]
      const { status, body } = await register([example], { groups })
      assert.equal(status, 201, `${name}: ${JSON.stringify(body)}`)
    }
  })
})

describe('a nested schedule', () => {
  const HALVING = { type: 'ExponentialLR', gamma: 0.5 }
  const chain = (...schedulers: object[]) => ({ type: 'ChainedScheduler', schedulers })

  it('accepts arguments by group', async () => {
    const { at } = await register([chain({ type: 'ExponentialLR', gamma: { a: 0.5, b: 0.25 } })])
    assert.deepEqual(
      (await at(1)).map(({ lr }: { lr: number }) => lr),
      [0.5, 0.5],
    )
  })

  it('is refused with the pointer to it', async () => {
    const [fault] = await faultsOf(chain(HALVING, chain(HALVING, { type: 'StepLR', step_size: 0 })))
    assert.equal(fault!.pointer, '/schedulers/0/schedulers/1/schedulers/1/step_size')
  })

  it('has no "name", "groups", "param", bounds or "every"', async () => {
    const faults = await faultsOf(chain({ ...HALVING, name: 'x', min: 1, every: 2 }))
    assert.deepEqual(
      faults.map(({ pointer }) => pointer.split('/').at(-1)),
      ['name', 'min', 'every'],
    )
  })

  it('may be nested eight deep, and no deeper', async () => {
    const nested = (depth: number): object => (depth === 1 ? HALVING : chain(nested(depth - 1)))
    assert.equal((await register([nested(8)])).status, 201)
    assert.match((await faultsOf(nested(9)))[0]!.detail, /nested more than 8 deep/)
    assert.match((await faultsOf(nested(40)))[0]!.detail, /nested more than/)
  })
})
