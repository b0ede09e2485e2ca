import assert from 'node:assert/strict'
import type { AddressInfo } from 'node:net'
import { after, describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { appOn, RUN } from '../app.ts'
import { sqliteFile } from '../sqlite_file.ts'

const open = await sqliteFile()
const { app, send } = await appOn(open())
const other = await appOn(open())
await app.listen({ host: '127.0.0.1', port: 0 })
const { port } = app.server.address() as AddressInfo
let count = 0

/** A new optimizer, and functions that change it. */
async function run() {
  const url = `/v1/optimizers/followed-${++count}`
  await send('PUT', url, RUN)
  const edit = (lr: number, { send: on } = { send }) =>
    on('PATCH', `${url}/groups/head`, { lr }, { 'lockstep-actor': 'ada' })
  return { url, edit }
}

/** A stream of events over a real socket, read message by message. */
async function follow(url: string, headers: Record<string, string> = {}) {
  const abort = new AbortController()
  after(() => abort.abort())
  const response = await fetch(`http://127.0.0.1:${port}${url}/events`, {
    headers: { accept: 'text/event-stream', ...headers },
    signal: AbortSignal.any([abort.signal, AbortSignal.timeout(20_000)]),
  })
  const messages = response.ok ? messagesOf(response.body!) : undefined
  return {
    response,
    stop: () => abort.abort(),
    /** The next event, or undefined at the end of the stream. */
    next: async () => (await messages!.next()).value,
  }
}

/** Messages end with an empty line; messages with a colon at the start are keep-alive comments. */
async function* messagesOf(body: ReadableStream<Uint8Array>) {
  const decoder = new TextDecoder()
  let text = ''
  for await (const chunk of body) {
    text += decoder.decode(chunk, { stream: true })
    const parts = text.split('\n\n')
    text = parts.pop()!
    for (const part of parts) if (!part.startsWith(':')) yield read(part)
  }
}

function read(message: string) {
  const fields = message.split('\n').map((line) => line.split(/: (.*)/s).slice(0, 2))
  const { id, event, data } = Object.fromEntries(fields) as Record<string, string>
  return { id: Number(id), event, data: JSON.parse(data!) as Record<string, unknown> }
}

describe('a stream of events', () => {
  it('sends the past events, and then new ones', async () => {
    const { url, edit } = await run()
    const { response, next } = await follow(url)
    assert.equal(response.headers.get('content-type'), 'text/event-stream')
    assert.equal(response.headers.get('cache-control'), 'no-store')
    const first = await next()
    assert.deepEqual([first!.id, first!.event], [1, 'registered'])
    for (let revision = 2; revision <= 5; revision++) {
      await edit(revision)
      const { id, event, data } = (await next())!
      assert.deepEqual([id, event, data['revision']], [revision, 'edited', revision])
      assert.deepEqual([data['actor'], data['set']], ['ada', { lr: revision }])
    }
    const { events } = (await send('GET', `${url}/events?after=4`)).body
    await edit(9)
    assert.equal((await next())!.id, 6)
    assert.equal(events.length, 1)
  })

  it('sends the events of another instance', async () => {
    const { url, edit } = await run()
    const { next } = await follow(url)
    await next()
    await edit(2, other)
    assert.equal((await next())!.id, 2)
  })

  it('continues after Last-Event-ID, without a gap and without a repetition', async () => {
    const { url, edit } = await run()
    const first = await follow(url)
    await first.next()
    await edit(2)
    assert.equal((await first.next())!.id, 2)
    first.stop()
    for (const lr of [3, 4]) await edit(lr)
    const second = await follow(url, { 'last-event-id': '2' })
    assert.deepEqual([(await second.next())!.id, (await second.next())!.id], [3, 4])
    await edit(5)
    assert.equal((await second.next())!.id, 5)
  })

  it('sends all of a long history', async () => {
    const { url, edit } = await run()
    for (let n = 0; n < 520; n++) {
      await edit(n)
      if (n % 40 === 0) await send('POST', `${url}/steps`, {})
    }
    const { next } = await follow(url)
    for (let revision = 1; revision <= 521; revision++) assert.equal((await next())!.id, revision)
  })

  it('ends when the optimizer is removed', async () => {
    const { url } = await run()
    const { next } = await follow(url)
    await next()
    await send('DELETE', url)
    assert.equal(await next(), undefined)
  })

  it('ends when the optimizer is removed and registered again', async () => {
    const { url } = await run()
    const { next } = await follow(url)
    await next()
    await other.send('DELETE', url)
    await other.send('PUT', url, RUN)
    assert.equal(await next(), undefined)
  })

  it('is refused as any other request is', async () => {
    for (const [url, headers, status] of [
      ['/v1/optimizers/none', {}, 404],
      ['/v1/optimizers/followed-1', { 'last-event-id': 'x' }, 400],
    ] as const) {
      const { response } = await follow(url, headers)
      assert.equal(response.status, status)
      assert.match(response.headers.get('content-type')!, /^application\/problem\+json/)
    }
  })

  /** A stream of a separate service. */
  async function alone() {
    const { app: own, send: on } = await appOn(open())
    await on('PUT', '/v1/optimizers/alone', RUN)
    await own.listen({ host: '127.0.0.1', port: 0 })
    const { port } = own.server.address() as AddressInfo
    const response = await fetch(`http://127.0.0.1:${port}/v1/optimizers/alone/events`, {
      headers: { accept: 'text/event-stream' },
    })
    return { own, response }
  }

  it('does not prevent the service from closing', async () => {
    const { own, response } = await alone()
    const reading = response.text()
    await sleep(50)
    const began = performance.now()
    await own.close()
    assert.ok(performance.now() - began < 5_000)
    assert.match(await reading, /^: follows\n\nid: 1\nevent: registered\n/)
  })
})
