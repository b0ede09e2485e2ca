import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { after, describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { httpCaller, NO_REPLY } from './call.ts'
import { seededRandom } from './random.ts'
import { startProxy } from './tcp_proxy.ts'

let served = 0
const server = createServer((_request, response) => {
  served += 1
  response.end(JSON.stringify({ served, padding: 'x'.repeat(1_000) }))
})
server.listen(0, '127.0.0.1')
await once(server, 'listening')
const proxy = await startProxy((server.address() as AddressInfo).port, seededRandom(1))
const { call, close } = httpCaller()
after(async () => {
  close()
  await proxy.close()
  server.close()
})
const get = () => call(proxy.port, { method: 'GET', path: '/' })

describe('a proxy that injects faults', () => {
  it('forwards requests and replies without a configured fault', async () => {
    assert.deepEqual(await get(), { status: 200, body: { served: 1, padding: 'x'.repeat(1_000) } })
  })

  it('drops the reply of a request that was served', async () => {
    const before = served
    proxy.dropNext(1)
    assert.equal(await get(), NO_REPLY)
    assert.deepEqual([served, proxy.counts.dropped], [before + 1, 1])
    assert.notEqual(await get(), NO_REPLY)
  })

  it('drops and truncates replies at the configured rates', async () => {
    proxy.setFaults({ dropRate: 0.2, truncateRate: 0.2 })
    const before = { ...proxy.counts }
    const replies = []
    for (let sent = 0; sent < 200; sent++) replies.push(await get())
    proxy.setFaults({})
    const dropped = proxy.counts.dropped - before.dropped
    const truncated = proxy.counts.truncated - before.truncated
    assert.equal(replies.filter((reply) => reply === NO_REPLY).length, dropped + truncated)
    assert.ok(
      dropped > 20 && dropped < 60 && truncated > 20 && truncated < 60,
      `${dropped} dropped, ${truncated} truncated`,
    )
  })

  it('delays replies', async () => {
    proxy.setFaults({ delayRate: 1, maxDelayMs: 50 })
    const began = performance.now()
    for (let sent = 0; sent < 10; sent++) assert.notEqual(await get(), NO_REPLY)
    proxy.setFaults({})
    assert.ok(performance.now() - began > 50)
    assert.equal(proxy.counts.delayed, 10)
  })

  it('forwards nothing while partitioned, and the waiting data after it is healed', async () => {
    await get()
    proxy.partition()
    const before = served
    const waiting = get()
    await sleep(50)
    assert.equal(served, before)
    assert.ok(proxy.counts.partitioned > 0)
    proxy.heal()
    assert.notEqual(await waiting, NO_REPLY)
  })
})

describe('a proxy to a server that closes its connections', () => {
  it('counts the requests without a reply', async () => {
    const silent = createServer(() => silent.closeAllConnections())
    silent.listen(0, '127.0.0.1')
    await once(silent, 'listening')
    const proxy = await startProxy((silent.address() as AddressInfo).port, seededRandom(1))
    assert.equal(await call(proxy.port, { method: 'GET', path: '/' }), NO_REPLY)
    assert.equal(proxy.counts.serverClosed, 1)
    await proxy.close()
    silent.close()
  })
})
