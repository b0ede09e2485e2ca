import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { after, describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { caller, LOST } from './call.ts'
import { chance } from './random.ts'
import { startProxy } from './tcp_proxy.ts'

let served = 0
const server = createServer((_request, response) => {
  served += 1
  response.end(JSON.stringify({ served, padding: 'x'.repeat(1_000) }))
})
server.listen(0, '127.0.0.1')
await once(server, 'listening')
const proxy = await startProxy((server.address() as AddressInfo).port, chance(1))
const { call, close } = caller()
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
    proxy.cutNext(1)
    assert.equal(await ask(), LOST)
    assert.deepEqual([served, proxy.counts.cut], [before + 1, 1])
    assert.notEqual(await ask(), LOST)
  })

  it('cuts as often as it is told, and tears answers', async () => {
    proxy.weather({ cut: 0.2, torn: 0.2 })
    const before = { ...proxy.counts }
    const answers = []
    for (let asked = 0; asked < 200; asked++) answers.push(await ask())
    proxy.weather({})
    const cut = proxy.counts.cut - before.cut
    const torn = proxy.counts.torn - before.torn
    assert.equal(answers.filter((answer) => answer === LOST).length, cut + torn)
    assert.ok(cut > 20 && cut < 60 && torn > 20 && torn < 60, `${cut} cut, ${torn} torn`)
  })

  it('holds answers back', async () => {
    proxy.weather({ late: 1, lateMs: 50 })
    const began = performance.now()
    for (let asked = 0; asked < 10; asked++) assert.notEqual(await ask(), LOST)
    proxy.weather({})
    assert.ok(performance.now() - began > 50)
    assert.equal(proxy.counts.late, 10)
  })

  it('is silent until it is restored, and then passes what has waited', async () => {
    await ask()
    proxy.silence()
    const before = served
    const asked = ask()
    await sleep(50)
    assert.equal(served, before)
    assert.ok(proxy.counts.silenced > 0)
    proxy.restore()
    assert.notEqual(await asked, LOST)
  })
})

describe('a proxy to a server that goes away', () => {
  it('counts the requests that were left without an answer', async () => {
    const silent = createServer(() => silent.closeAllConnections())
    silent.listen(0, '127.0.0.1')
    await once(silent, 'listening')
    const way = await startProxy((silent.address() as AddressInfo).port, chance(1))
    assert.equal(await call(way.port, { method: 'GET', path: '/' }), LOST)
    assert.equal(way.counts.orphaned, 1)
    await way.close()
    silent.close()
  })
})
