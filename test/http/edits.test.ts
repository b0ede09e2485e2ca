import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { appOn, RUN, withoutSeen } from '../app.ts'

const { send } = await appOn()
const HALVING = { type: 'ExponentialLR', gamma: 0.5 }
let count = 0

/** A new optimizer, sealed through a step, and functions that call it. */
async function run(body: object = RUN, step = 0) {
  const url = `/v1/optimizers/edited-${++count}`
  assert.equal((await send('PUT', url, body)).status, 201)
  const advance = async (step: number) => (await send('POST', `${url}/steps`, { step })).body
  if (step > 0) await advance(step)
  const edit = (body: object, headers = {}) => send('POST', `${url}/edits`, body, headers)
  const lr = async (step: number) =>
    (await advance(step)).groups.map(({ lr }: { lr: number }) => lr) as number[]
  return { url, advance, edit, lr }
}

const EVERY_STEP = { groups: [{ name: 'a', lr: 1 }], schedulers: [HALVING] }

describe('an edit', () => {
  it('returns its step, and the values before and after it', async () => {
    const { edit } = await run(RUN, 12)
    const { status, body } = await edit({
      groups: ['head'],
      scale: { lr: 0.5 },
      set: { momentum: 0.8 },
      at_step: 20,
      reason: 'loss spike',
    })
    assert.equal(status, 201)
    const { recorded_at, seen, ...rest } = body
    assert.match(seen, /^s1\.1\.2\.12\./)
    assert.ok(Math.abs(Date.parse(recorded_at) - Date.now()) < 60_000)
    assert.deepEqual(rest, {
      revision: 2,
      kind: 'edited',
      step: 20,
      reason: 'loss spike',
      groups: ['head'],
      set: { momentum: 0.8 },
      scale: { lr: 0.5 },
      status: 'pending',
      before: [{ name: 'head', momentum: 0.9, lr: 0.0001 }],
      after: [{ name: 'head', momentum: 0.8, lr: 0.00005 }],
      after_next: [{ name: 'head', momentum: 0.8, lr: 0.00005 }],
    })
  })

  it('acts at the next unsealed step by default, and with "next"', async () => {
    const { edit } = await run(RUN, 12)
    assert.equal((await edit({ set: { lr: 1 } })).body.step, 13)
    assert.equal((await edit({ set: { lr: 1 }, at_step: 'next' })).body.step, 13)
  })

  it('acts after the schedulers of its step, which continue from its value', async () => {
    const { edit, lr } = await run(EVERY_STEP, 1)
    await edit({ set: { lr: 8 }, at_step: 3 })
    assert.deepEqual([await lr(2), await lr(3), await lr(4)], [[0.25], [8], [4]])
  })

  it('scales the value that the edits before it left', async () => {
    const { edit, lr } = await run(EVERY_STEP)
    await edit({ set: { lr: 8 }, at_step: 3 })
    const { body } = await edit({ scale: { lr: 0.1 }, at_step: 3 })
    assert.deepEqual([body.before[0].lr, body.after[0].lr], [8, 0.8])
    assert.deepEqual(await lr(3), [0.8])
  })

  it('changes all groups that exist at its step, if none are named', async () => {
    const { url, edit, lr } = await run({ groups: RUN.groups })
    await send('POST', `${url}/groups?at_step=5`, { name: 'neck', lr: 1, momentum: 0 })
    assert.deepEqual((await edit({ scale: { lr: 2 }, at_step: 4 })).body.groups, [
      'backbone',
      'head',
    ])
    assert.deepEqual((await edit({ scale: { lr: 2 }, at_step: 5 })).body.groups, [
      'backbone',
      'head',
      'neck',
    ])
    assert.deepEqual(await lr(5), [0.4, 0.04, 2])
  })

  it('of initial_lr rebases the schedules', async () => {
    const schedulers = [{ type: 'LambdaLR', lr_lambda: '1 / (epoch + 1)' }]
    const { edit, lr } = await run({ ...EVERY_STEP, schedulers })
    const { body } = await edit({ set: { initial_lr: 12 }, at_step: 2 })
    assert.deepEqual([body.before[0].initial_lr, body.after[0].initial_lr], [1, 12])
    await edit({ scale: { initial_lr: 0.5 }, at_step: 4 })
    assert.deepEqual(
      [await lr(2), await lr(3), await lr(4), await lr(5)],
      [[1 / 3], [3], [12 * 0.2], [1]],
    )
  })

  it('of a list sets the whole list, and scales one element', async () => {
    const { edit, advance } = await run({ groups: [{ name: 'a', lr: 1, betas: [0.5, 0.9] }] })
    await edit({ set: { betas: [0.5, 0.25] } })
    const { body } = await edit({ scale: { 'betas.0': 0.5 } })
    assert.deepEqual(body.after, [{ name: 'a', betas: [0.25] }])
    assert.deepEqual((await advance(1)).groups[0].betas, [0.25, 0.25])
  })

  it('is returned with its effect, once it has acted', async () => {
    const { url, edit, advance } = await run(EVERY_STEP)
    const { body } = await edit({ scale: { lr: 4 }, at_step: 2 })
    await advance(9)
    const { body: read } = await send('GET', `${url}/edits/2`)
    assert.deepEqual(withoutSeen(read), { ...withoutSeen(body), status: 'acted' })
  })

  it('is refused at a sealed step, with the earliest unsealed one', async () => {
    const { edit } = await run(RUN, 12)
    for (const at_step of [0, 11, 12]) {
      const { status, body } = await edit({ set: { lr: 1 }, at_step })
      assert.deepEqual([status, body.code, body.earliest_step], [409, 'step_sealed', 13])
    }
  })

  it('is applied once for one Idempotency-Key', async () => {
    const { url, edit } = await run()
    const key = { 'idempotency-key': 'e' }
    const again = () => edit({ scale: { lr: 0.5 }, at_step: 3 }, key)
    const [first, ...others] = await Promise.all([again(), again(), again()])
    for (const other of others) assert.deepEqual(other.body, first.body)
    assert.equal((await send('GET', url)).body.revision, 2)
    assert.equal((await edit({ scale: { lr: 0.5 }, at_step: 4 }, key)).status, 422)
  })

  it('that overflows is refused, without an effect', async () => {
    const { url, edit } = await run({ groups: [{ name: 'a', lr: 1e300 }] })
    await edit({ scale: { lr: 1e7 }, at_step: 2 })
    const before = (await send('GET', url)).body
    const { status, body } = await edit({ scale: { lr: 1e7 }, at_step: 3 })
    assert.deepEqual([status, body.code, body.group, body.step], [422, 'value_not_finite', 'a', 3])
    assert.match(body.detail, /"lr" evaluates to Infinity/)
    assert.deepEqual((await send('GET', url)).body, before)
  })

  it('before an edit that scales is refused if that one would overflow', async () => {
    const { url, edit, lr } = await run({ groups: [{ name: 'a', lr: 1 }] })
    await edit({ scale: { lr: 1e200 }, at_step: 3 })
    await edit({ set: { lr: 1e200 }, at_step: 2 })
    const { status, body } = await send('POST', `${url}/steps`, { step: 3 })
    // Each was valid when it was accepted. The refusal of the step names the edit without a value,
    // which can be cancelled.
    assert.deepEqual([status, body.edit, body.step], [422, 2, 3])
    assert.equal((await send('DELETE', `${url}/edits/2`)).status, 204)
    assert.deepEqual(await lr(3), [1e200])
  })
})

describe('pending edits', () => {
  it('are listed with all other changes, and with those that have acted', async () => {
    const { url, edit, advance } = await run()
    await edit({ set: { lr: 1 }, at_step: 1 })
    await advance(1)
    await edit({ set: { lr: 2 }, at_step: 5 })
    await send('POST', `${url}/schedulers?at_step=9`, HALVING)
    const { body } = await send('GET', `${url}/edits`)
    const shown = body.edits.map((each: Record<string, unknown>) => [
      each['revision'],
      each['kind'],
      each['step'],
      each['status'],
    ])
    assert.deepEqual(shown, [
      [2, 'edited', 1, 'acted'],
      [3, 'edited', 5, 'pending'],
      [4, 'scheduler_attached', 9, 'pending'],
    ])
    const { pending } = (await send('GET', `${url}/groups/head`)).body
    assert.deepEqual(pending, [{ revision: 3, step: 5, set: { lr: 2 } }])
  })

  it('can be cancelled once, and then never act', async () => {
    const { url, edit, lr } = await run(EVERY_STEP)
    await edit({ set: { lr: 9 }, at_step: 1 })
    assert.equal((await send('DELETE', `${url}/edits/2`)).status, 204)
    const again = await send('DELETE', `${url}/edits/2`)
    assert.deepEqual([again.status, again.body.code], [404, 'edit_not_found'])
    assert.equal((await send('GET', `${url}/edits/2`)).body.code, 'edit_not_found')
    assert.deepEqual([await lr(1), await lr(2)], [[0.5], [0.25]])
    assert.deepEqual((await send('GET', `${url}/edits`)).body.edits, [])
  })

  it('cannot be cancelled once they have acted', async () => {
    const { url, edit, advance } = await run()
    await edit({ set: { lr: 9 }, at_step: 1 })
    await advance(3)
    const { status, body } = await send('DELETE', `${url}/edits/2`)
    assert.deepEqual([status, body.code, body.earliest_step], [409, 'step_sealed', 4])
  })
})
