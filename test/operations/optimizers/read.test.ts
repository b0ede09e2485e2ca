import assert from 'node:assert/strict'
import { once } from 'node:events'
import { request, type ClientRequest, type IncomingMessage } from 'node:http'
import { describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { sqliteStore } from '../../../src/storage/sqlite/sqlite_store.ts'
import { appOn, RUN } from '../../app.ts'

describe('reading', async () => {
  const store = sqliteStore(':memory:')
  let reads = 0
  const { app, send } = await appOn({
    ...store,
    find(...args) {
      reads += 1
      return store.find(...args)
    },
  })
  const address = await app.listen({ port: 0, host: '127.0.0.1' })

  async function follow(url: string, method = 'GET'): Promise<[ClientRequest, IncomingMessage]> {
    const stream = request(address + url, { method, headers: { accept: 'text/event-stream' } })
    stream.on('error', () => {})
    const [response] = (await once(stream.end(), 'response')) as [IncomingMessage]
    return [stream, response.resume()]
  }

  it('refuses the explanation of a step that is too far ahead', async () => {
    await send('PUT', '/v1/optimizers/far', RUN)
    const url = `/v1/optimizers/far/lr/explanation?group=head&step=${2 ** 48}`
    assert.equal((await send('GET', url)).body.code, 'series_too_long')
  })

  for (const method of ['GET', 'HEAD']) {
    it(`stops polling after the client has closed a ${method}`, async () => {
      await send('PUT', '/v1/optimizers/left', RUN)
      const [stream] = await follow('/v1/optimizers/left/events', method)
      await sleep(50)
      stream.destroy()
      await sleep(400)
      const before = reads
      await sleep(700)
      assert.equal(reads, before)
    })
  }

  it('ends a stream when the optimizer is removed', async () => {
    await send('PUT', '/v1/optimizers/removed', RUN)
    const [, response] = await follow('/v1/optimizers/removed/events')
    await send('DELETE', '/v1/optimizers/removed')
    await once(response, 'end')
  })

  it('refuses events after a later revision than the last one', async () => {
    const url = '/v1/optimizers/restored'
    await send('PUT', url, RUN)
    const { body } = await send('GET', `${url}/state`)
    for (const lr of [1, 2, 3]) await send('PATCH', `${url}/groups/head`, { lr })
    await send('PUT', `${url}/state`, body)
    assert.equal((await send('GET', `${url}/events?after=4`)).body.code, 'events_compacted')
    assert.equal((await send('GET', `${url}/events?after=2`)).status, 200)
  })
})
