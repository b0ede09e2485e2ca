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
  const { app, ask } = await appOn({
    ...store,
    find(...asked) {
      reads += 1
      return store.find(...asked)
    },
  })
  const address = await app.listen({ port: 0, host: '127.0.0.1' })

  async function follow(url: string, method = 'GET'): Promise<[ClientRequest, IncomingMessage]> {
    const asked = request(address + url, { method, headers: { accept: 'text/event-stream' } })
    asked.on('error', () => {})
    const [response] = (await once(asked.end(), 'response')) as [IncomingMessage]
    return [asked, response.resume()]
  }

  it('refuses the explanation of a step that is too far ahead', async () => {
    await ask('PUT', '/v1/optimizers/far', RUN)
    const url = `/v1/optimizers/far/lr/explanation?group=head&step=${2 ** 48}`
    assert.equal((await ask('GET', url)).body.code, 'series_too_long')
  })

  for (const method of ['GET', 'HEAD']) {
    it(`stops polling after the client has closed a ${method}`, async () => {
      await ask('PUT', '/v1/optimizers/left', RUN)
      const [asked] = await follow('/v1/optimizers/left/events', method)
      await sleep(50)
      asked.destroy()
      await sleep(400)
      const before = reads
      await sleep(700)
      assert.equal(reads, before)
    })
  }

  it('ends a stream when the optimizer is removed', async () => {
    await ask('PUT', '/v1/optimizers/removed', RUN)
    const [, response] = await follow('/v1/optimizers/removed/events')
    await ask('DELETE', '/v1/optimizers/removed')
    await once(response, 'end')
  })

  it('refuses events after a later revision than the last one', async () => {
    const url = '/v1/optimizers/restored'
    await ask('PUT', url, RUN)
    const { body } = await ask('GET', `${url}/state`)
    for (const lr of [1, 2, 3]) await ask('PATCH', `${url}/groups/head`, { lr })
    await ask('PUT', `${url}/state`, body)
    assert.equal((await ask('GET', `${url}/events?after=4`)).body.code, 'events_compacted')
    assert.equal((await ask('GET', `${url}/events?after=2`)).status, 200)
  })
})
