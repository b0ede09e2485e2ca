import assert from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import { RUN } from '../app.ts'
import { startRedis } from '../redis/server.ts'
import { ask, startService, succeeds, until, type Answer } from '../service.ts'

const redis = await startRedis()
const service = await startService({ REDIS_URL: redis.url })
after(async () => {
  await service.kill()
  await redis.stop()
})
const run = `${service.url}/v1/optimizers/run`
await ask('PUT', run, RUN)

/** A call is refused because the store is unavailable, within two seconds. */
async function isRefusedInTime(call: () => Promise<Answer>): Promise<void> {
  const start = performance.now()
  const { status, headers, body } = await call()
  const elapsed = performance.now() - start
  assert.deepEqual([status, body.code, body.retryable], [503, 'store_unavailable', true])
  assert.ok(Number(headers.get('retry-after')) >= 1)
  assert.ok(elapsed < 2_000, `${elapsed} ms`)
}

/** Every kind of call that needs the store. */
const CALLS: readonly [string, () => Promise<Answer>][] = [
  ['an advance', () => ask('POST', `${run}/steps`, {})],
  ['a read', () => ask('GET', run)],
  ['an edit', () => ask('PATCH', `${run}/groups/head`, { lr: 0.5 })],
  ['a registration', () => ask('PUT', `${run}-2`, RUN)],
  ['a list', () => ask('GET', `${service.url}/v1/optimizers`)],
  ['a removal', () => ask('DELETE', run)],
  ['the readiness probe', () => ask('GET', `${service.url}/readyz`)],
]

const waitUntilReady = () =>
  until(() => succeeds(ask('GET', `${service.url}/readyz`).then(({ status }) => status === 200)))

describe('while Redis is down', () => {
  it('every call is refused in time, and afterwards the service recovers by itself', async () => {
    const before = await ask('POST', `${run}/steps`, {})
    redis.signal('SIGKILL')
    for (const [, call] of CALLS) await isRefusedInTime(call)
    await isRefusedInTime(CALLS[0]![1])
    assert.equal((await ask('GET', `${service.url}/livez`)).status, 200)
    await redis.restart()
    await waitUntilReady()
    const { body: now } = await ask('GET', `${run}/lr`)
    assert.deepEqual(now, { ...before.body, sealed: true })
    assert.equal((await ask('POST', `${run}/steps`, {})).body.step, before.body.step + 1)
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
    const { body: before } = await ask('GET', run)
    const step = before.step + 1
    redis.signal('SIGSTOP')
    assert.equal((await ask('POST', `${run}/steps`, { step })).status, 503)
    redis.signal('SIGCONT')
    await waitUntilReady()
    const response = await ask('POST', `${run}/steps`, { step })
    assert.deepEqual([response.status, response.body.step], [200, step])
  })
})

describe('a service that starts while Redis is down', () => {
  it('is live, reports that it is not ready, and becomes ready once Redis is up', async () => {
    redis.signal('SIGKILL')
    const early = await startService({ REDIS_URL: redis.url }, '/livez')
    assert.equal((await ask('GET', `${early.url}/readyz`)).status, 503)
    await redis.restart()
    await until(() =>
      succeeds(ask('GET', `${early.url}/readyz`).then(({ status }) => status === 200)),
    )
    await early.kill()
  })
})
