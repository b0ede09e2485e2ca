import assert from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import { RUN, withoutSeen } from '../app.ts'
import { startRedis } from '../redis/server.ts'
import { send, startService, succeeds, until, type ApiResponse } from '../service.ts'

const redis = await startRedis()
const service = await startService({ REDIS_URL: redis.url })
after(async () => {
  await service.kill()
  await redis.stop()
})
const run = `${service.url}/v1/optimizers/run`
await send('PUT', run, RUN)

/** A call is refused because the store is unavailable, within two seconds. */
async function isRefusedInTime(call: () => Promise<ApiResponse>): Promise<void> {
  const start = performance.now()
  const { status, headers, body } = await call()
  const elapsed = performance.now() - start
  assert.deepEqual([status, body.code, body.retryable], [503, 'store_unavailable', true])
  assert.ok(Number(headers.get('retry-after')) >= 1)
  assert.ok(elapsed < 2_000, `${elapsed} ms`)
}

/** Every kind of call that needs the store. */
const CALLS: readonly [string, () => Promise<ApiResponse>][] = [
  ['an advance', () => send('POST', `${run}/steps`, {})],
  ['a read', () => send('GET', run)],
  ['an edit', () => send('PATCH', `${run}/groups/head`, { lr: 0.5 })],
  ['a registration', () => send('PUT', `${run}-2`, RUN)],
  ['a list', () => send('GET', `${service.url}/v1/optimizers`)],
  ['a removal', () => send('DELETE', run)],
  ['the readiness probe', () => send('GET', `${service.url}/readyz`)],
]

const waitUntilReady = () =>
  until(() => succeeds(send('GET', `${service.url}/readyz`).then(({ status }) => status === 200)))

describe('while Redis is down', () => {
  it('every call is refused in time, and afterwards the service recovers by itself', async () => {
    const before = await send('POST', `${run}/steps`, {})
    redis.signal('SIGKILL')
    for (const [, call] of CALLS) await isRefusedInTime(call)
    await isRefusedInTime(CALLS[0]![1])
    assert.equal((await send('GET', `${service.url}/livez`)).status, 200)
    await redis.restart()
    await waitUntilReady()
    const { body: now } = await send('GET', `${run}/lr`)
    assert.deepEqual(now, { ...withoutSeen(before.body as object), sealed: true })
    assert.equal((await send('POST', `${run}/steps`, {})).body.step, before.body.step + 1)
  })
})

describe('while Redis hangs', () => {
  it('every call is refused in time', async () => {
    redis.signal('SIGSTOP')
    try {
      const calls = CALLS.filter(([what]) => what !== 'a removal')
      await Promise.all(calls.map(([, call]) => isRefusedInTime(call)))
    } finally {
      redis.signal('SIGCONT')
    }
    await waitUntilReady()
  })

  it('a step whose reply was lost is returned when it is requested again', async () => {
    const { body: before } = await send('GET', run)
    const step = before.step + 1
    redis.signal('SIGSTOP')
    assert.equal((await send('POST', `${run}/steps`, { step })).status, 503)
    redis.signal('SIGCONT')
    await waitUntilReady()
    const response = await send('POST', `${run}/steps`, { step })
    assert.deepEqual([response.status, response.body.step], [200, step])
  })
})

describe('a service that starts while Redis is down', () => {
  it('is live, reports that it is not ready, and becomes ready once Redis is up', async () => {
    redis.signal('SIGKILL')
    const early = await startService({ REDIS_URL: redis.url }, '/livez')
    assert.equal((await send('GET', `${early.url}/readyz`)).status, 503)
    await redis.restart()
    await until(() =>
      succeeds(send('GET', `${early.url}/readyz`).then(({ status }) => status === 200)),
    )
    await early.kill()
  })
})
