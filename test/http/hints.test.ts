import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { appOn } from '../app.ts'

const { send } = await appOn()
const groups = [{ name: 'a', lr: 0.1, momentum: 0.9 }]
const URL = '/v1/optimizers/hinted'

type Case = readonly [scheduler: object, pointer: string, says: RegExp]

const HINTS: readonly Case[] = [
  [{ type: 'ConstantLR', factor: 0 }, '/factor', /given 0, wanted more than 0.*"PhasedLR"/],
  [{ type: 'LinearLR', start_factor: 0 }, '/start_factor', /"WarmupLR".*PhasedLR/],
  [{ type: 'LinearLR', end_factor: 2 }, '/end_factor', /wanted at most 1.*"PhasedLR".*"to": 2.*WarmupLR/], // prettier-ignore
  [{ type: 'LinearLR', start_factor: 2 }, '/start_factor', /wanted at most 1.*"PhasedLR"/],
  [{ type: 'LambdaLR', lr_lambda: 'lambda epoch: 0.95 ** epoch' }, '/lr_lambda', /leave out "lambda epoch:"$/], // prettier-ignore
  [{ type: 'LambdaLR', lr_lambda: ' lambda e : 0.95 ** e' }, '/lr_lambda', /leave out "lambda e :", and write epoch for e$/], // prettier-ignore
  [{ type: 'StepLR', step_size: 0.03 }, '/step_size', /given 0.03.*text: "3%"/],
  [{ type: 'StepLR', step_size: { a: 0.07 } }, '/step_size/a', /given 0.07.*text: "7%"/],
  [{ type: 'MultiStepLR', milestones: [0.5] }, '/milestones/0', /text: "50%"/],
  [{ preset: 'hf/linear', num_warmup_steps: 0.03, num_training_steps: 9 }, '/num_warmup_steps', /"3%", or in warmup_ratio/], // prettier-ignore
  [{ preset: 'megatron/cosine', max_lr: 1, lr_warmup_steps: 0.03, lr_decay_steps: 9 }, '/lr_warmup_steps', /"3%"/], // prettier-ignore
  [{ type: 'StepLR', step_size: 3, gamma: '10%' }, '/gamma', /only numbers of steps may be a percentage/], // prettier-ignore
  [{ preset: 'hf/linear', warmup_ratio: '3%', num_training_steps: 9 }, '/warmup_ratio', /only numbers of steps may be/], // prettier-ignore
  [{ type: 'torch.optim.lr_scheduler.StepLR' }, '/type', /did you mean "type": "StepLR"\?/],
  [{ type: 'cosine' }, '/type', /did you mean "type": "CosineAnnealingLR" or .*"preset": "hf\/cosine"\?/], // prettier-ignore
  [{ type: 'get_cosine_schedule_with_warmup' }, '/type', /did you mean "preset": "hf\/cosine"\?/],
  [{ preset: 'get_wsd_schedule' }, '/preset', /unknown preset/],
  [
    { preset: 'get_cosine_with_hard_restarts_schedule_with_warmup' },
    '/preset',
    /did you mean "preset": "hf\/cosine_with_/,
  ],
  [
    { preset: 'get_polynomial_decay_schedule_with_warmup' },
    '/preset',
    /did you mean "preset": "hf\/polynomial"/,
  ],
  [{ name: 'StepLR' }, '/type', /given nothing, wanted "LambdaLR".*, or a "preset" instead$/],
  [{ type: 'LambdaLR', preset: 'hf/cosine', num_warmup_steps: 5, num_training_steps: 9 }, '/lr_lambda', /given nothing, wanted a text/], // prettier-ignore
  [{ type: 'cosine', preset: 'hf/cosine', num_training_steps: 9 }, '/type', /given the text "cosine" beside a preset, wanted only one/], // prettier-ignore
  [
    { type: 'PhasedLR', preset: 'modded_nanogpt/trapezoid' },
    '/phases',
    /given nothing, wanted a list/,
  ],
  [{ type: 'StepLR', preset: 'hf/cosine', num_warmup_steps: 5 }, '/step_size', /given nothing/],
  [
    { type: 'StepLR', preset: 'hf/cosine', step_size: 5, bogus: 1 },
    '/bogus',
    /unknown field "bogus"/,
  ],
  [{ type: 'steplr' }, '/type', /did you mean "type": "StepLR"\?/],
  [{ type: 'StpeLR' }, '/type', /did you mean "type": "StepLR"/],
  [{ type: 'CosineAnealingLR' }, '/type', /did you mean "type": "CosineAnnealingLR"/],
  [{ type: 'hf/cosine' }, '/type', /did you mean "preset": "hf\/cosine"\?/],
  [{ preset: 'hf/cosinus' }, '/preset', /did you mean "preset": "hf\/cosine"\?/],
  [{ preset: 'cosine' }, '/preset', /did you mean "preset": "hf\/cosine"/],
  [
    { preset: 'mmengine/linear', begin: 5, end: 3 },
    '/end',
    /given 3, wanted a step after begin, 5/,
  ],
  [{ preset: 'mmengine/linear', begin: 5, window: 3 }, '/window', /unknown field "window"/],
  [{ type: 'WarmupLR', duration: 5, curve: 'hold', to: 1 }, '/to', /beside the curve "hold", wanted none/], // prettier-ignore
]

describe('a refused scheduler', () => {
  for (const [scheduler, pointer, says] of HINTS) {
    it(`names what is meant: ${JSON.stringify(scheduler).slice(0, 90)}`, async () => {
      const { status, body } = await send('PUT', URL, { groups, schedulers: [scheduler] })
      assert.equal(status, 400, JSON.stringify(body))
      const found = body.errors.find(
        (each: { pointer: string }) => each.pointer === `/schedulers/0${pointer}`,
      )
      assert.ok(found, JSON.stringify(body.errors))
      assert.match(found.detail, says)
      assert.equal((await send('GET', URL)).status, 404)
    })
  }
  it('has no suggestion without a near name', async () => {
    const { body } = await send('PUT', URL, { groups, schedulers: [{ type: 'qqqqqqqq' }] })
    assert.doesNotMatch(body.errors[0].detail, /did you mean/)
    assert.match(body.errors[0].detail, /wanted "LambdaLR"/)
  })
  it('has no suggestion for a text that is too long for a name', async () => {
    const schedulers = [{ type: 'StepLR'.repeat(5000) }]
    const { body } = await send('PUT', URL, { groups, schedulers })
    assert.doesNotMatch(body.errors[0].detail, /did you mean/)
  })
})

describe('a refused call', () => {
  it('names the place where the field belongs', async () => {
    const path = '/v1/optimizers/placed'
    await send('PUT', path, { groups })
    const edit = await send('POST', `${path}/edits?at_step=5100`, { set: { lr: 1 } })
    assert.equal(edit.status, 400)
    assert.match(edit.body.errors[0].detail, /at_step in the body/)
    for (const kind of ['multiply', 'hold']) {
      const patched = await send('PATCH', `${path}/groups/a`, { [kind]: { lr: 1 } })
      assert.equal(patched.status, 400)
      assert.equal(patched.body.errors[0].pointer, `/${kind}`)
      assert.match(patched.body.errors[0].detail, /wanted it in POST \.\.\.\/edits/)
    }
    const { body } = await send('GET', `${path}/edits`)
    assert.deepEqual(body.edits, [])
  })
  it('names the text for a metric that JSON cannot write', async () => {
    const path = '/v1/optimizers/diverged'
    await send('PUT', path, { groups, schedulers: [{ type: 'ReduceLROnPlateau', monitor: 'x' }] })
    const texts = { NaN: '"nan"', Infinity: '"inf"', '-Infinity': '"-inf"' }
    for (const [given, wanted] of Object.entries(texts)) {
      const { status, body } = await send(
        'POST',
        `${path}/steps`,
        `{"step": 1, "metrics": {"x": ${given}}}`,
      )
      assert.equal(status, 400)
      assert.ok(body.errors[0].detail.endsWith(`send the text ${wanted}`), body.errors[0].detail)
    }
  })
  it('names the last step where a checkpoint is resumed at the next one', async () => {
    const path = '/v1/optimizers/resumed'
    await send('PUT', path, { groups })
    await send('POST', `${path}/steps`, { step: 5 })
    const next = await send('PUT', `${path}/generations/g`, { resume_step: 6 })
    assert.equal(next.status, 409)
    assert.match(next.body.detail, /the last step that the checkpoint contains, here 5, and the next request is resume_step \+ 1/) // prettier-ignore
    const far = await send('PUT', `${path}/generations/g`, { resume_step: 8 })
    assert.doesNotMatch(far.body.detail, /the last step that/)
  })
})
