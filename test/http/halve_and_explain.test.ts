import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { appOn } from '../app.ts'

const { send } = await appOn()
const COSINE = { preset: 'hf/cosine', num_warmup_steps: 500, num_training_steps: 10_000 }
const GROUPS = [
  { name: 'backbone', lr: 0.1 },
  { name: 'head', lr: 0.01 },
]

/** What transformers' get_cosine_schedule_with_warmup gives, on a base of 0.01. */
const cosine = (step: number) =>
  0.01 * Math.max(0, 0.5 * (1 + Math.cos((Math.PI * 0.5 * 2 * (step - 500)) / 9_500)))

const isNear = (a: number, b: number) => Math.abs(a / b - 1) < 1e-12

describe('to halve the head at 5 000 and explain it', () => {
  it('is an edit, an advance, a read and an explanation', async () => {
    const url = '/v1/optimizers/halved'
    await send('PUT', url, { groups: GROUPS, schedulers: [COSINE] })
    await send('POST', `${url}/steps`, { step: 4_000 })
    const scaled = { groups: ['head'], scale: { lr: 0.5 }, at_step: 4_500 }
    const { body: once } = await send('POST', `${url}/edits`, scaled)
    assert.equal(once.overwritten_by.step, 4_501)
    const halved = { groups: ['head'], multiply: { lr: 0.5 }, at_step: 5_000, reason: 'loss spike' }
    const { status, body: edit } = await send('POST', `${url}/edits`, halved)
    assert.equal(status, 201)
    for (const step of [4_999, 5_000, 5_001, 9_000]) {
      const { body } = await send('POST', `${url}/steps`, { step })
      const [backbone, head] = body.groups
      const factor = step < 5_000 ? 1 : 0.5
      assert.ok(isNear(head.lr, factor * cosine(step)), `${step}: ${head.lr}`)
      assert.ok(isNear(backbone.lr, 10 * cosine(step)))
      const { body: group } = await send('GET', `${url}/groups/head`)
      assert.deepEqual(
        [group.lr, group.multiply],
        [head.lr, step < 5_000 ? undefined : { lr: 0.5 }],
      )
      const { body: why } = await send('GET', `${url}/lr/explanation?group=head`)
      assert.equal(why.value, head.lr)
      assert.equal(why.multiply, step < 5_000 ? undefined : 0.5)
      const edits = step < 5_000 ? [] : [[edit.revision, 'loss spike', { lr: 0.5 }]]
      const found = why.edits.map((each: Record<string, unknown>) => {
        return [each['revision'], each['reason'], each['multiply']]
      })
      assert.deepEqual(found, edits)
      const { body: other } = await send('GET', `${url}/lr/explanation?group=backbone`)
      assert.deepEqual([other.edits, other.multiply], [[], undefined])
    }
    const { body: then } = await send('GET', `${url}/lr/explanation?group=head&step=4500`)
    assert.deepEqual([then.edits.length, then.edits[0].revision], [1, once.revision])
  })
})

describe('the factors and held values of a group', () => {
  it('are shown at the step that the answer names, and while they are in force', async () => {
    const url = '/v1/optimizers/in-force'
    await send('PUT', url, { groups: GROUPS, schedulers: [{ type: 'ExponentialLR', gamma: 0.5 }] })
    await send('POST', `${url}/steps`, { step: 0 })
    const edit = (body: object) => send('POST', `${url}/edits`, { groups: ['head'], ...body })
    await edit({ multiply: { lr: 0.25 }, at_step: 2, until_step: 5 })
    await edit({ multiply: { lr: 0.5 }, at_step: 3 })
    await edit({ hold: { lr: 7 }, at_step: 4, until_step: 6 })
    const shown = async () => {
      const { body: whole } = await send('GET', url)
      const { body: listed } = await send('GET', `${url}/groups`)
      const { body: one } = await send('GET', `${url}/groups/head`)
      const { body: why } = await send('GET', `${url}/lr/explanation?group=head`)
      const inForce = [one.multiply?.lr, one.hold?.lr]
      assert.deepEqual(listed.groups[1], one)
      assert.deepEqual(whole.groups[1], one)
      assert.deepEqual([why.multiply, why.hold, why.value], [...inForce, one.lr])
      const edits = why.edits.map(({ revision }: { revision: number }) => revision)
      return [whole.step, ...inForce, edits]
    }
    const none = undefined
    const wanted = [
      [1, none, none, []],
      [2, 0.25, none, [2]],
      [3, 0.125, none, [2, 3]],
      [4, 0.125, 7, [2, 3, 4]],
      [5, 0.5, 7, [3, 4]],
      [6, 0.5, none, [3]],
      [7, 0.5, none, [3]],
    ]
    for (const row of wanted) {
      // The window seals later steps, at which other ones are in force.
      await send('POST', `${url}/steps`, { step: row[0], ahead: 6 })
      assert.deepEqual(await shown(), row)
    }
  })
})
