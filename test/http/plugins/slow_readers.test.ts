import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect, type AddressInfo } from 'node:net'
import { after, describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { buildServer } from '../../../src/http/server.ts'
import { createProcessState } from '../../../src/operations/cache/cache.ts'
import { sqliteStore } from '../../../src/storage/sqlite/sqlite_store.ts'
import { until } from '../../service.ts'

const UNREAD_MS = 300
const GROUPS = Array.from({ length: 100 }, (_, index) => ({
  name: `g${index}`,
  lr: 1 / (index + 3),
}))
const RUN = { groups: GROUPS, schedulers: [{ type: 'ExponentialLR', gamma: 0.9999 }] }

const app = await buildServer(
  {
    store: sqliteStore(':memory:'),
    processState: createProcessState(1_000_000),
    now: () => new Date(),
    maxAdvance: 10_000,
    maxHistory: 1_000,
  },
  { version: '0.0.0', bodyLimit: 1_000_000, unreadTimeoutMs: UNREAD_MS },
)
after(() => app.close())
await app.listen({ host: '127.0.0.1', port: 0 })
const { port } = app.server.address() as AddressInfo

/** Sends a request, and reads nothing of its response. */
async function sendWithoutReading(method: string, path: string, body?: object) {
  const text = body ? JSON.stringify(body) : ''
  const type = body ? 'content-type: application/json\r\n' : ''
  const socket = connect({ host: '127.0.0.1', port }).pause()
  // The server resets the connection.
  socket.on('error', () => undefined)
  await once(socket, 'connect')
  socket.write(
    `${method} ${path} HTTP/1.1\r\nhost: lockstep\r\n${type}content-length: ${text.length}\r\n\r\n${text}`,
  )
  return socket
}

const connections = () =>
  new Promise<number>((resolve, reject) => {
    app.server.getConnections((error, count) => (error ? reject(error) : resolve(count)))
  })

/** Responses far longer than the socket buffers of both ends. */
const LONG = {
  'a text': () =>
    sendWithoutReading('POST', '/v1/optimizers/long/steps', { step: 1, ahead: 2_400 }),
  'a stream': () => sendWithoutReading('POST', '/v1/previews', { ...RUN, to: 9_000 }),
}

describe('a response that the client does not read', () => {
  for (const [name, send] of Object.entries(LONG)) {
    it(`makes the service close the connection, for ${name}`, async () => {
      const put = { method: 'PUT', url: '/v1/optimizers/long', payload: RUN } as const
      await app.inject(put)
      const socket = await send()
      after(() => socket.destroy())
      await until(async () => (await connections()) === 1)
      await until(async () => (await connections()) === 0)
    })
  }

  it('keeps the connection as long as the client reads at all', async () => {
    const socket = await LONG['a stream']()
    after(() => socket.destroy())
    let [length, ended] = [0, false]
    socket.on('end', () => (ended = true))
    socket.on('data', (chunk: Buffer) => {
      length += chunk.length
      socket.pause()
      setTimeout(() => socket.resume(), 10)
    })
    socket.resume()
    await until(async () => length > 0)
    const began = performance.now()
    while (performance.now() - began < 4 * UNREAD_MS) {
      const before = length
      await until(async () => length > before)
      await sleep(UNREAD_MS / 2)
      assert.ok(!ended && !socket.closed, `The connection was closed after ${length} bytes`)
    }
    socket.destroy()
    await until(async () => (await connections()) === 0)
  })

  it('is not assumed for an idle keep-alive connection', async () => {
    const socket = (await sendWithoutReading('GET', '/livez')).resume()
    after(() => socket.destroy())
    await sleep(3 * UNREAD_MS)
    assert.equal(socket.closed, false)
    assert.equal(await connections(), 1)
    socket.destroy()
  })
})
