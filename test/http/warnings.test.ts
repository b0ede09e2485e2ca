import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { WARNING_CODES } from '../../src/core/warnings/warning.ts'
import { appOn } from '../app.ts'

interface Warning {
  readonly code: string
  readonly pointer: string
  readonly detail: string
}

const { send } = await appOn()
const groups = [
  { name: 'a', lr: 0.1, momentum: 0.9, weight_decay: 0.01 },
  { name: 'b', lr: 0.2, momentum: 0.9, weight_decay: 0.01 },
]
const RUN = { total_steps: 1000 }
const LAMBDA = { type: 'LambdaLR', lr_lambda: '0.99 ** epoch' }
const STEP = { type: 'StepLR', step_size: 10 }
const PLATEAU = { type: 'ReduceLROnPlateau', monitor: 'loss' }
const phased = (duration: number, more: object = {}) => ({
  type: 'PhasedLR',
  phases: [{ curve: 'cosine', to: 0, duration }],
  ...more,
})
const hf = (name: string, warmup: number, run?: number) => ({
  preset: `hf/${name}`,
  num_warmup_steps: warmup,
  ...(run === undefined ? {} : { num_training_steps: run }),
})

let count = 0
async function register(schedulers: readonly object[], more: object = {}) {
  const path = `/v1/optimizers/warned-${++count}`
  const { status, body } = await send('PUT', path, { groups, schedulers, ...more })
  assert.equal(status, 201, JSON.stringify(body))
  return { path, warnings: (body.warnings ?? []) as Warning[] }
}

/** Each warning as "code pointer". */
const places = (warnings: readonly Warning[] = []) =>
  warnings.map(({ code, pointer }) => `${code} ${pointer}`)

type Case = readonly [schedulers: readonly object[], more: object, at: string, says: RegExp]

const WARNED: readonly Case[] = [
  [[LAMBDA, phased(1000)], {}, 'schedulers_collide /schedulers/0', /"LambdaLR-1" has no effect.*ProductLR.*SequentialLR.*detach/], // prettier-ignore
  [[STEP, LAMBDA], {}, 'schedulers_collide /schedulers/0', /"StepLR-1" has no effect/],
  [[PLATEAU, { type: 'ExpressionLR', lr: 'base' }], {}, 'schedulers_collide /schedulers/0', /no effect/], // prettier-ignore
  [[{ ...LAMBDA, groups: ['a'] }, LAMBDA], {}, 'schedulers_collide /schedulers/0', /group "a" whatever/], // prettier-ignore
  [[LAMBDA, { ...LAMBDA, every: 10 }], {}, 'schedulers_collide /schedulers/0', /undoes what the other did/], // prettier-ignore
  [[{ type: 'OneCycleLR', max_lr: 1, total_steps: 9 }, { ...LAMBDA, param: 'momentum' }], {}, 'schedulers_collide /schedulers/0', /sets momentum/], // prettier-ignore
  [[hf('cosine', 10, 100), hf('linear', 10, 100)], {}, 'schedulers_collide /schedulers/0', /no effect/], // prettier-ignore
  [[LAMBDA, PLATEAU], {}, 'effect_lost /schedulers/1', /is gone one step later/],
  [[LAMBDA, STEP], {}, 'effect_lost /schedulers/1', /"LambdaLR-1" sets lr/],
  [[phased(500)], RUN, 'schedule_short /schedulers/0', /step 500 of 1000, and its last value is kept/], // prettier-ignore
  [[{ type: 'CosineAnnealingLR', T_max: 9, every: 10 }], RUN, 'schedule_short /schedulers/0', /step 90 of 1000, and its value turns back/], // prettier-ignore
  [[{ type: 'OneCycleLR', max_lr: 1, total_steps: 500 }], RUN, 'schedule_short /schedulers/0', /refused with schedule_ended/], // prettier-ignore
  [[{ type: 'PolynomialLR' }], RUN, 'schedule_short /schedulers/0', /step 5 of 1000/],
  [[hf('cosine', 10, 500)], RUN, 'schedule_short /schedulers/0', /those of the library after/],
  [[{ type: 'SequentialLR', milestones: [100], schedulers: [STEP, phased(300)] }], RUN, 'schedule_short /schedulers/0', /step 400 of 1000/], // prettier-ignore
  [[{ type: 'WarmupLR', duration: 100, scheduler: phased(300) }], RUN, 'schedule_short /schedulers/0', /step 400 of 1000/], // prettier-ignore
  [[{ type: 'ProductLR', schedulers: [STEP, phased(30, { every: 10 })] }], RUN, 'schedule_short /schedulers/0', /step 300 of 1000/], // prettier-ignore
  [[hf('linear', 100, 50)], {}, 'warmup_long /schedulers/0/preset', /100 steps is as long as the run of 50 steps, or longer/], // prettier-ignore
  [[hf('cosine', 100, 100)], {}, 'warmup_long /schedulers/0/preset', /as long as the run/],
  [[hf('cosine', 1000)], RUN, 'warmup_long /schedulers/0/preset', /the run of 1000 steps/],
  [[{ type: 'WarmupLR', duration: 1000, scheduler: STEP }], RUN, 'warmup_long /schedulers/0/duration', /as long as/], // prettier-ignore
  [[{ type: 'MultiStepLR', milestones: [30, 80], every: 20 }], RUN, 'milestone_unreached /schedulers/0/milestones/1', /80, which is step 1600 of a run of 1000/], // prettier-ignore
  [[{ ...STEP, every: 1000 }], RUN, 'never_steps /schedulers/0/every', /never steps/],
  [[{ type: 'WarmupLR', duration: 0.03 }], {}, 'length_below_one /schedulers/0/duration', /"3%"/],
  [[{ type: 'CosineAnnealingLR', T_max: 1000, eta_min: 0.15 }], RUN, 'minimum_above /schedulers/0/eta_min', /0.15, above the initial value 0.1 of group "a"/], // prettier-ignore
  [[{ ...PLATEAU, min_lr: { a: 0, b: 0.3 } }], {}, 'minimum_above /schedulers/0/min_lr', /0.3, above the initial value 0.2 of group "b": the value is never reduced/], // prettier-ignore
  [[{ preset: 'hf/greedy', monitor: 'loss', min_lr: 0.15, max_lr: 1 }], {}, 'minimum_above /schedulers/0/min_lr', /never reduced/], // prettier-ignore
  [[{ ...PLATEAU, threshold: -0.1 }], {}, 'threshold_negative /schedulers/0/threshold', /-0.1: a metric that becomes worse/], // prettier-ignore
  [[{ preset: 'timm/step', decay_t: 30 }], {}, 'rates_taken_as_scaled /schedulers/0/preset', /no group has an lr_scale/], // prettier-ignore
]

/** What is like a case above, and meant. */
const SILENT: readonly (readonly [schedulers: readonly object[], more: object])[] = [
  [[STEP, { type: 'ExponentialLR', gamma: 0.9 }], RUN],
  [
    [
      { ...LAMBDA, groups: ['a'] },
      { ...LAMBDA, groups: ['b'] },
    ],
    RUN,
  ],
  [[LAMBDA, { ...LAMBDA, param: 'weight_decay' }], RUN],
  [[LAMBDA, { type: 'ExpressionLR', lr: 'lr * 0.5' }], RUN],
  [[phased(1000)], RUN],
  [[phased(999)], RUN],
  [[phased(1000), PLATEAU].slice(0, 1), RUN],
  [[phased(10, { every: 100 })], RUN],
  [
    [
      { type: 'LinearLR', total_iters: 100 },
      { type: 'CosineAnnealingLR', T_max: 1000 },
    ],
    RUN,
  ],
  [[{ type: 'WarmupLR', duration: 100 }], RUN],
  [[{ type: 'PhasedLR', phases: [{ curve: 'linear', from: 0, to: 1, duration: 9 }] }], RUN],
  [[hf('cosine', 100, 1000)], RUN],
  [[hf('cosine', 100)], RUN],
  [[hf('inverse_sqrt', 100, 500)], RUN],
  [[{ type: 'MultiStepLR', milestones: [300, 800] }], RUN],
  [[phased(500)], {}],
  [[{ ...PLATEAU, min_lr: 0.1 }], {}],
]

describe('a registration that is accepted and likely not meant', () => {
  for (const [schedulers, more, at, says] of WARNED) {
    it(`is warned of ${at}: ${JSON.stringify(schedulers).slice(0, 100)}`, async () => {
      const { path, warnings } = await register(schedulers, more)
      assert.ok(places(warnings).includes(at), JSON.stringify(warnings))
      assert.match(warnings.find((each) => `${each.code} ${each.pointer}` === at)!.detail, says)
      const { body } = await send('GET', path)
      assert.deepEqual(body.warnings, warnings, 'the read has the same')
      const again = await send('PUT', path, { groups, schedulers, ...more })
      assert.equal(again.status, 200)
      assert.deepEqual(again.body.warnings, warnings)
      const shown = await send('POST', '/v1/previews', { groups, schedulers, to: 2, ...more })
      assert.deepEqual(shown.body.warnings, warnings, 'a preview has the same')
    })
  }
  for (const [schedulers, more] of SILENT) {
    it(`is not warned of if it is meant: ${JSON.stringify(schedulers).slice(0, 110)}`, async () => {
      assert.deepEqual((await register(schedulers, more)).warnings, [])
    })
  }
  it('has no field without a warning', async () => {
    const { body } = await send('GET', (await register([STEP])).path)
    assert.ok(!('warnings' in body))
    const shown = await send('POST', '/v1/previews', { groups, schedulers: [STEP], to: 2 })
    assert.ok(!('warnings' in shown.body))
  })
  it('has at most 50 warnings', async () => {
    const { warnings } = await register(Array(100).fill(LAMBDA))
    assert.equal(warnings.length, 50)
  })
})

describe('a change that is accepted and likely not meant', () => {
  it('is warned of when a scheduler is attached, and in the read', async () => {
    const { path } = await register([LAMBDA])
    const attached = await send('POST', `${path}/schedulers`, LAMBDA)
    assert.equal(attached.status, 201)
    assert.deepEqual(places(attached.body.warnings), ['schedulers_collide '])
    assert.match(attached.body.warnings[0].detail, /^"LambdaLR-2" acts after "LambdaLR-1"/)
    const { body } = await send('GET', path)
    assert.deepEqual(places(body.warnings), ['schedulers_collide /schedulers/0'])
    await send('DELETE', `${path}/schedulers/LambdaLR-1`)
    assert.ok(!('warnings' in (await send('GET', path)).body), 'detaching it is a way out')
  })
  it('is not warned of if the other scheduler is detached by then', async () => {
    const { path } = await register([LAMBDA])
    await send('POST', `${path}/steps`, { step: 1 })
    await send('DELETE', `${path}/schedulers/LambdaLR-1?at_step=100`)
    const { body } = await send('POST', `${path}/schedulers?at_step=100`, LAMBDA)
    assert.ok(!('warnings' in body), JSON.stringify(body))
  })
  it('is warned of when the run goes on and the first schedule stays attached', async () => {
    const cosine = { type: 'CosineAnnealingLR', T_max: 100 }
    const { path } = await register([cosine])
    await send('POST', `${path}/steps`, { step: 100 })
    const { body } = await send('POST', `${path}/schedulers`, { ...cosine, T_max: 200, last_epoch: 99 }) // prettier-ignore
    assert.deepEqual(places(body.warnings), ['schedule_over '])
    assert.match(body.warnings[0].detail, /over at step 100, and it still drives lr.*Detach it/)
  })
  it('is warned of when a scheduler gets other arguments', async () => {
    const { path } = await register([{ type: 'CosineAnnealingLR', T_max: 1000 }], RUN)
    const { body } = await send('PATCH', `${path}/schedulers/CosineAnnealingLR-1`, { T_max: 500 })
    assert.deepEqual(places(body.warnings), ['schedule_short '])
  })
  it('is warned of when a group is added', async () => {
    const { path } = await register([{ type: 'CosineAnnealingLR', T_max: 9, eta_min: 0.05 }])
    const { status, body } = await send('POST', `${path}/groups`, { name: 'c', lr: 0.01 })
    assert.equal(status, 201)
    assert.deepEqual(places(body.warnings), ['minimum_above '])
    assert.match(body.warnings[0].detail, /"CosineAnnealingLR-1": .* of group "c"/)
  })
  it('is warned of when an edit is overwritten', async () => {
    const { path } = await register([LAMBDA])
    const edited = await send('POST', `${path}/edits`, { set: { lr: 1 } })
    assert.deepEqual(places(edited.body.warnings), ['edit_overwritten /set/lr'])
    const patched = await send('PATCH', `${path}/groups/a`, { lr: 1, momentum: 0.5 })
    assert.deepEqual(places(patched.body.warnings), ['edit_overwritten /lr'])
    assert.match(patched.body.warnings[0].detail, /"multiply" or "hold" in POST .*edits/)
    const lasting = await send('POST', `${path}/edits`, { hold: { lr: 1 } })
    assert.ok(!('warnings' in lasting.body))
  })
  it('is warned of once a metric under a relative threshold is negative', async () => {
    const { path } = await register([PLATEAU])
    await send('POST', `${path}/steps`, { step: 1, metrics: { loss: 2 } })
    assert.ok(!('warnings' in (await send('GET', path)).body))
    await send('POST', `${path}/steps`, { step: 2, metrics: { loss: -2 } })
    const { body } = await send('GET', path)
    assert.deepEqual(places(body.warnings), ['metric_negative /schedulers/0/threshold_mode'])
  })
  it('has a case for every code', () => {
    const tested = new Set(WARNED.map(([, , at]) => at.split(' ')[0]))
    for (const code of ['schedule_over', 'metric_negative', 'edit_overwritten']) tested.add(code)
    assert.deepEqual([...tested].sort(), [...WARNING_CODES].sort())
  })
})
