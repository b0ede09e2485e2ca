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
const ask = () => call(proxy.port, { method: 'GET', path: '/' })

describe('a proxy that mistreats what passes', () => {
  it('passes what it is not told to mistreat', async () => {
    assert.deepEqual(await ask(), { status: 200, body: { served: 1, padding: 'x'.repeat(1_000) } })
  })

  it('swallows the answer of a request that was carried out', async () => {
    const before = served
    proxy.dropNext(1)
    assert.equal(await ask(), NO_REPLY)
    assert.deepEqual([served, proxy.counts.dropped], [before + 1, 1])
    assert.notEqual(await ask(), NO_REPLY)
  })

  it('cuts as often as it is told, and tears answers', async () => {
    proxy.setFaults({ dropRate: 0.2, truncateRate: 0.2 })
    const before = { ...proxy.counts }
    const answers = []
    for (let asked = 0; asked < 200; asked++) answers.push(await ask())
    proxy.setFaults({})
    const cut = proxy.counts.dropped - before.dropped
    const torn = proxy.counts.truncated - before.truncated
    assert.equal(answers.filter((answer) => answer === NO_REPLY).length, cut + torn)
    assert.ok(cut > 20 && cut < 60 && torn > 20 && torn < 60, `${cut} cut, ${torn} torn`)
  })

  it('holds answers back', async () => {
    proxy.setFaults({ delayRate: 1, maxDelayMs: 50 })
    const began = performance.now()
    for (let asked = 0; asked < 10; asked++) assert.notEqual(await ask(), NO_REPLY)
    proxy.setFaults({})
    assert.ok(performance.now() - began > 50)
    assert.equal(proxy.counts.delayed, 10)
  })

  it('is silent until it is restored, and then passes what has waited', async () => {
    await ask()
    proxy.partition()
    const before = served
    const asked = ask()
    await sleep(50)
    assert.equal(served, before)
    assert.ok(proxy.counts.partitioned > 0)
    proxy.heal()
    assert.notEqual(await asked, NO_REPLY)
  })
})

describe('a proxy to a server that goes away', () => {
  it('counts the requests that were left without an answer', async () => {
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
