import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { appOn, RUN } from '../app.ts'

const { send } = await appOn()

const SLOPE = {
  groups: [{ name: 'a', lr: 1 }],
  schedulers: [{ type: 'ExponentialLR', gamma: 0.5 }],
}

describe('the values of an optimizer and its groups', () => {
  it('are those at the step that is named, also after a window', async () => {
    await send('PUT', '/v1/optimizers/windowed', SLOPE)
    await send('POST', '/v1/optimizers/windowed/steps', { step: 2, ahead: 5 })
    const { body } = await send('GET', '/v1/optimizers/windowed')
    assert.deepEqual([body.step, body.sealed_through], [2, 7])
    assert.equal(body.groups[0].lr, 0.25)
    assert.equal(body.groups[0].initial_lr, 1)
    const { body: listed } = await send('GET', '/v1/optimizers/windowed/groups')
    assert.equal(listed.groups[0].lr, 0.25)
    const { body: one } = await send('GET', '/v1/optimizers/windowed/groups/a')
    assert.equal(one.lr, 0.25)
    const { body: repeated } = await send('PUT', '/v1/optimizers/windowed', SLOPE)
    assert.equal(repeated.groups[0].lr, 0.25)
    const { body: edited } = await send('PATCH', '/v1/optimizers/windowed/groups/a', { lr: 3 })
    assert.equal(edited.lr, 0.25)
    assert.equal(edited.pending[0].step, 8)
  })

  it('name the step of a group that is added within a window', async () => {
    await send('PUT', '/v1/optimizers/joined', SLOPE)
    await send('POST', '/v1/optimizers/joined/groups?at_step=4', { name: 'b', lr: 2 })
    await send('POST', '/v1/optimizers/joined/steps', { step: 2, ahead: 5 })
    const { body } = await send('GET', '/v1/optimizers/joined')
    assert.deepEqual(
      body.groups.map((each: Record<string, unknown>) => [each['name'], each['effective_step']]),
      [
        ['a', undefined],
        ['b', 4],
      ],
    )
    await send('POST', '/v1/optimizers/joined/steps', { step: 4 })
    const { body: later } = await send('GET', '/v1/optimizers/joined/groups/b')
    assert.deepEqual([later.lr, later.effective_step], [2, undefined])
  })
})

describe('a registration', () => {
  it('answers the values at step 0, in the shape of an advance', async () => {
    const first = await send('PUT', '/v1/optimizers/first', RUN)
    const read = await send('GET', '/v1/optimizers/first/lr?step=0')
    assert.equal(first.status, 201)
    assert.deepEqual(first.body.values, read.body.groups)
    await send('POST', '/v1/optimizers/first/steps', { step: 25 })
    const again = await send('PUT', '/v1/optimizers/first', RUN)
    assert.equal(again.status, 200)
    assert.deepEqual(again.body.values, first.body.values)
    assert.notDeepEqual(again.body.groups, first.body.groups)
    const { body } = await send('POST', '/v1/optimizers', RUN)
    assert.deepEqual(body.values, first.body.values)
  })
})

describe('a checkpoint', () => {
  it('keeps the cursor', async () => {
    await send('PUT', '/v1/optimizers/saved', SLOPE)
    await send('POST', '/v1/optimizers/saved/steps', { step: 10, ahead: 5 })
    const { body: state } = await send('GET', '/v1/optimizers/saved/state')
    const { status, body } = await send('PUT', '/v1/optimizers/restored/state', state)
    assert.equal(status, 200, JSON.stringify(body))
    assert.deepEqual([body.step, body.sealed_through, body.resume_step], [10, 15, 15])
    const { body: read } = await send('GET', '/v1/optimizers/restored')
    assert.deepEqual([read.step, read.groups[0].lr], [10, 0.5 ** 10])
    const { body: next } = await send('POST', '/v1/optimizers/restored/steps', {})
    assert.deepEqual([next.step, next.sealed_through, next.groups[0].lr], [11, 15, 0.5 ** 11])
  })
})
