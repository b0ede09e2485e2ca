import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { appOn, RUN } from '../../app.ts'

describe('a window', async () => {
  const { send } = await appOn()

  it('has all columns of a group that is added within it', async () => {
    const url = '/v1/optimizers/joining'
    await send('PUT', url, RUN)
    await send('DELETE', `${url}/groups/head?at_step=5`)
    await send('POST', `${url}/groups?at_step=5`, { name: 'head', lr: 0.01, momentum: 0.5 })
    const { body } = await send('POST', `${url}/steps`, { step: 3, ahead: 2 })
    const [, head] = body.ahead.groups
    assert.deepEqual(head.momentum, [0.9, 0.5])
  })

  it('over several generations has the values of each generation for its steps', async () => {
    const url = '/v1/optimizers/resumed'
    await send('PUT', url, RUN)
    await send('POST', `${url}/steps`, { step: 400 })
    await send('PUT', `${url}/generations/second`, { resume_step: 300 })
    await send('PUT', `${url}/generations/third`, { resume_step: 100 })
    await send('DELETE', `${url}/groups/head`)
    await send('POST', `${url}/steps`, { step: 200 })
    const { body } = await send('POST', `${url}/steps`, { step: 98, ahead: 102 })
    const head = body.ahead.groups.find(({ name }: { name: string }) => name === 'head')
    assert.deepEqual(
      head.lr.map((lr: number | null) => lr !== null),
      Array.from({ length: 102 }, (_, at) => at < 2),
    )
    const series = await send('GET', `${url}/lr?from=98&to=200`)
    assert.equal(series.body.groups[1].lr[50], null)
  })
})
