import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { appOn } from '../app.ts'

const { send } = await appOn()

const URL = '/v1/optimizers/left'
const lr = async (query: string) => (await send('GET', `${URL}/lr?${query}`)).body

describe('the values of a generation that was left', async () => {
  await send('PUT', URL, {
    groups: [{ name: 'a', lr: 1 }],
    schedulers: [{ type: 'ExponentialLR', gamma: 0.5 }],
  })
  const step = (wanted: object) => send('POST', `${URL}/steps`, wanted)
  const open = (key: string, wanted: object) => send('PUT', `${URL}/generations/${key}`, wanted)
  const edit = (value: number, at_step: number) =>
    send('POST', `${URL}/edits`, { set: { lr: value }, at_step })
  await step({ step: 10 })
  await open('two', { resume_step: 4 })
  await edit(64, 6)
  await edit(3, 20)
  await step({ step: 8, ahead: 2 })
  await open('three', { resume_step: 5, edits: 'drop' })
  await edit(32, 7)
  await step({ step: 9 })

  it('are those on its own line', async () => {
    assert.equal((await lr('step=8')).groups[0].lr, 16)
    assert.equal((await lr('step=8&generation=3')).groups[0].lr, 16)
    assert.equal((await lr('step=8&generation=1')).groups[0].lr, 0.5 ** 8)
    const two = await lr('step=8&generation=2')
    assert.equal(two.groups[0].lr, 16)
    assert.deepEqual([two.generation, two.sealed, two.sealed_through], [2, true, 10])
    // Before its resume step they are those of its parent.
    assert.equal((await lr('step=3&generation=2')).groups[0].lr, 0.5 ** 3)
  })

  it('end at its last sealed step, after which they are what it would have given', async () => {
    const last = await lr('generation=2')
    assert.deepEqual([last.step, last.groups[0].lr, last.sealed], [10, 4, true])
    const later = await lr('step=20&generation=2')
    assert.deepEqual([later.groups[0].lr, later.sealed], [3, false])
    assert.equal((await lr('step=20&generation=1')).groups[0].lr, 0.5 ** 20)
  })

  it('are a series as well', async () => {
    const one = await lr('generation=1&from=3&to=7')
    assert.deepEqual(
      one.groups[0].lr,
      [3, 4, 5, 6, 7].map((k) => 0.5 ** k),
    )
    assert.equal(one.sealed_through, 10)
    const two = await lr('generation=2&from=3')
    assert.deepEqual(two.groups[0].lr, [0.5 ** 3, 0.5 ** 4, 0.5 ** 5, 64, 32, 16, 8, 4])
    const three = await lr('generation=3&from=3&to=9')
    assert.deepEqual(three, await lr('from=3&to=9'))
    const shown = await lr('generation=2&points=4')
    assert.deepEqual([shown.steps[0], shown.steps.at(-1)], [0, 10])
  })

  it('are refused for a generation that does not exist', async () => {
    for (const query of ['generation=4', 'generation=9&step=1', 'generation=4&from=1']) {
      const { status, body } = await send('GET', `${URL}/lr?${query}`)
      assert.deepEqual([status, body.code], [409, 'unknown_generation'])
      assert.match(body.detail, /the current one is 3/)
    }
    assert.equal((await send('GET', `${URL}/lr?generation=0`)).status, 400)
    assert.equal((await send('GET', `${URL}/lr?generation=1&step=1&from=2`)).status, 400)
  })
})
