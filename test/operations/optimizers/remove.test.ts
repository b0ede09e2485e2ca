import assert from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import { appOn, RUN } from '../../app.ts'
import { startRedis } from '../../redis/server.ts'
import { connectedStore } from '../../redis/store.ts'

const server = await startRedis()
after(() => server.stop())
const one = await appOn(await connectedStore(server.url))
const other = await appOn(await connectedStore(server.url))

describe('an optimizer that one process removes', () => {
  it('is not returned by another process after it is registered again', async () => {
    const url = '/v1/optimizers/reborn'
    const sealed = { step: 5, generation: 1 }
    await one.send('PUT', url, RUN)
    await other.send('POST', `${url}/steps`, sealed)
    // With these requests it stays in the cache of the other process.
    const busy = setInterval(() => void other.send('POST', `${url}/steps`, sealed), 5)
    assert.equal((await one.send('DELETE', url)).status, 204)
    clearInterval(busy)
    await one.send('PUT', url, { groups: [{ name: 'new', lr: 9 }] })
    await one.send('POST', `${url}/steps`, { step: 7 })
    const { body } = await other.send('POST', `${url}/steps`, sealed)
    assert.deepEqual(body.groups, [{ name: 'new', lr: 9 }])
  })
})

describe('an optimizer that is removed while it is read', () => {
  it('is not in the cache afterwards', async () => {
    const { send } = await appOn()
    const url = '/v1/optimizers/read'
    const sealed = { step: 5, generation: 1 }
    await send('PUT', url, RUN)
    await send('POST', `${url}/steps`, sealed)
    await Promise.all([send('GET', `${url}/lr`), send('DELETE', url)])
    assert.equal((await send('POST', `${url}/steps`, sealed)).status, 404)
  })
})
