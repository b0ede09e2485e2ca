import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { appOn } from '../../app.ts'

describe('changes that depend on other changes', async () => {
  const { send } = await appOn()
  const groups = [
    { name: 'a', lr: 1, momentum: 0.9 },
    { name: 'b', lr: 1 },
  ]
  let count = 0

  async function run() {
    const url = `/v1/optimizers/run-${++count}`
    await send('PUT', url, { groups, schedulers: [] })
    return url
  }

  for (const scheduler of [
    { type: 'StepLR', step_size: 3, param: 'momentum' },
    { type: 'MultiStepLR', milestones: { a: [3] } },
    { type: 'StepLR', step_size: 3, gamma: { a: 0.5 } },
  ]) {
    it(`a ${scheduler.type} may be attached after the removal of a group that it cannot drive, which can then not be cancelled`, async () => {
      const url = await run()
      await send('DELETE', `${url}/groups/b?at_step=5`)
      const attached = await send('POST', `${url}/schedulers?at_step=8`, scheduler)
      assert.equal(attached.status, 201)
      const { status, body } = await send('DELETE', `${url}/edits/2`)
      assert.deepEqual([status, body.code], [400, 'invalid_request'])
      assert.equal((await send('POST', `${url}/steps`, { step: 20 })).status, 200)
    })
  }

  it('an added group is not cancelled if no other group would remain', async () => {
    const url = await run()
    await send('POST', `${url}/groups?at_step=5`, { name: 'c', lr: 1 })
    await send('DELETE', `${url}/groups/a?at_step=6`)
    await send('DELETE', `${url}/groups/b?at_step=7`)
    assert.equal((await send('DELETE', `${url}/edits/2`)).body.code, 'last_group')
  })
})
