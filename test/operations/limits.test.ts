import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { appOn, RUN } from '../app.ts'

const { send } = await appOn()
const PLATEAU = { type: 'ReduceLROnPlateau', monitor: 'loss', reporters: 2 }

describe('a call', () => {
  it('does not delay other requests for the optimizer, however far ahead its edit acts', async () => {
    const url = '/v1/optimizers/far'
    const slow = { type: 'LambdaLR', lr_lambda: 'cos(epoch) + exp(-epoch / 9) + sqrt(epoch)' }
    await send('PUT', url, { ...RUN, schedulers: [slow] })
    const far = send('POST', `${url}/edits`, { scale: { lr: 0.5 }, at_step: 300_000 })
    const order: string[] = []
    const near = send('POST', `${url}/steps`, { step: 1 }).then(() => order.push('a step'))
    assert.equal((await far.finally(() => order.push('an edit'))).status, 201)
    await near
    assert.deepEqual(order, ['a step', 'an edit'])
  })
})

describe('metrics', () => {
  it('of future steps are pending in limited number', async () => {
    const url = '/v1/optimizers/ahead'
    await send('PUT', url, { ...RUN, schedulers: [{ ...PLATEAU, reporters: 1 }] })
    const report = (step: number) => send('PUT', `${url}/metrics/loss/${step}/0`, { value: 1 })
    for (let step = 1; step <= 1_000; step++) assert.equal((await report(step)).status, 201)
    assert.equal((await report(1_001)).body.code, 'too_many_pending')
    await send('POST', `${url}/steps`, { step: 1 })
    assert.equal((await report(1_001)).status, 201)
  })

  it('that are partially reported and no longer monitored do not block others', async () => {
    const url = '/v1/optimizers/halves'
    await send('PUT', url, { ...RUN, schedulers: [{ ...PLATEAU, name: 'old' }] })
    const report = (metric: string, step: number) =>
      send('PUT', `${url}/metrics/${metric}/${step}/0`, { value: 1 })
    for (let step = 1; step <= 64; step++) await report('loss', step)
    assert.equal((await report('loss', 65)).body.code, 'too_many_pending')
    await send('DELETE', `${url}/schedulers/old`)
    await send('POST', `${url}/schedulers`, { ...PLATEAU, monitor: 'error' })
    assert.equal((await report('error', 65)).status, 201)
  })

  it('are decided although a schedule has no value at their effective step', async () => {
    const url = '/v1/optimizers/ended'
    const ending = { type: 'OneCycleLR', max_lr: 1, total_steps: 10, cycle_momentum: false }
    await send('PUT', url, { ...RUN, schedulers: [ending, { ...PLATEAU, reporters: 1 }] })
    const { status, body } = await send('PUT', `${url}/metrics/loss/50/0`, { value: 1 })
    assert.deepEqual([status, body.decided, body.reduced], [201, true, []])
  })
})

describe('a window', () => {
  it('has the last revision of its values, so that the loss of that is detected', async () => {
    const url = '/v1/optimizers/window'
    await send('PUT', url, RUN)
    await send('POST', `${url}/edits`, { set: { lr: 7 }, at_step: 8 })
    const { body } = await send('POST', `${url}/steps`, { step: 6, ahead: 10 })
    assert.deepEqual([body.revision, body.ahead.revision], [1, 2])
    const again = await send('POST', `${url}/steps`, { step: 2, ahead: 3 })
    assert.deepEqual([again.body.revision, again.body.ahead.revision], [1, 1])
    const replayed = await send('POST', `${url}/steps`, { step: 5, ahead: 4 })
    assert.equal(replayed.body.ahead.revision, 2)
  })
})

describe('a cancelled edit', () => {
  it('is returned as withdrawn for its repeated key, and stays withdrawn', async () => {
    const url = '/v1/optimizers/withdrawn'
    const key = { 'idempotency-key': 'k' }
    await send('PUT', url, RUN)
    const edit = () => send('POST', `${url}/edits`, { set: { lr: 5 }, at_step: 9 }, key)
    const { revision } = (await edit()).body
    assert.equal((await send('DELETE', `${url}/edits/${revision}`)).status, 204)
    const again = await edit()
    assert.deepEqual([again.status, again.body.status], [201, 'withdrawn'])
    assert.deepEqual((await send('GET', `${url}/edits`)).body, { edits: [] })
  })
})
