import assert from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import { sqliteStore } from '../../src/storage/sqlite/sqlite_store.ts'
import type { Store } from '../../src/storage/store.ts'
import { appOn, RUN, withoutSeen } from '../app.ts'
import { startRedis } from '../redis/server.ts'
import { connectedStore } from '../redis/store.ts'

const redis = await startRedis()
after(() => redis.stop())

const onRedis = () => connectedStore(redis.url)

const STORES: readonly [string, () => Promise<Store>][] = [
  ['SQLite', async () => sqliteStore(':memory:')],
  ['Redis', onRedis],
]

for (const [name, open] of STORES) {
  describe(`advancing, on ${name}`, async () => {
    const { send } = await appOn(await open())
    let count = 0

    /** A new optimizer, and its steps. */
    async function run(body: object = RUN) {
      const url = `/v1/optimizers/run-${++count}`
      assert.equal((await send('PUT', url, body)).status, 201)
      const step = (wanted: object, headers = {}) => send('POST', `${url}/steps`, wanted, headers)
      return { url, step }
    }

    it('returns the documented response', async () => {
      const { url, step } = await run()
      const { body } = await step({ step: 12 })
      assert.match(body.seen, /^s1\.1\.1\.12\.[0-9a-z]+\.[\w-]{11}$/)
      assert.deepEqual(withoutSeen(body), {
        optimizer: url.split('/').at(-1),
        generation: 1,
        revision: 1,
        step: 12,
        sealed_through: 12,
        groups: [
          { name: 'backbone', lr: 0.010000000000000002, momentum: 0.9 },
          { name: 'head', lr: 0.001, momentum: 0.9 },
        ],
      })
    })

    it('returns the same bytes to a retry', async () => {
      const { step } = await run()
      assert.deepEqual((await step({ step: 7 })).body, (await step({ step: 7 })).body)
    })

    it('returns every old step unchanged to a late rank, across edits', async () => {
      const { url, step } = await run()
      const first = []
      for (let k = 1; k <= 30; k++) {
        if (k % 7 === 0) await send('PATCH', `${url}/groups/head`, { lr: 1 / k })
        if (k === 9) await send('POST', `${url}/schedulers`, { type: 'ExponentialLR', gamma: 0.9 })
        if (k === 15) await send('POST', `${url}/groups`, { name: 'neck', lr: 0.5 })
        first.push((await step({ step: k })).body)
      }
      for (const response of first) {
        const { body } = await step({ step: response.step })
        assert.deepEqual(withoutSeen(body), { ...withoutSeen(response), sealed_through: 30 })
      }
      assert.equal((await step({ step: 0 })).body.groups[0].lr, 0.1)
    })

    it('advances by one without a step', async () => {
      const { step } = await run()
      await step({ step: 5 })
      assert.equal((await step({})).body.step, 6)
      assert.equal((await step({})).body.step, 7)
    })

    it('advances once for one Idempotency-Key', async () => {
      const { step } = await run()
      const key = { 'idempotency-key': 'epoch-1' }
      const responses = await Promise.all(Array.from({ length: 10 }, () => step({}, key)))
      assert.deepEqual(new Set(responses.map(({ body }) => body.step)), new Set([1]))
      assert.equal((await step({}, { 'idempotency-key': 'epoch-2' })).body.step, 2)
      assert.equal((await step({}, key)).body.step, 1)
    })

    it('refuses a key that was used for another request', async () => {
      const { step } = await run()
      const key = { 'idempotency-key': 'k' }
      await step({ step: 3 }, key)
      const { status, body } = await step({ step: 4 }, key)
      assert.equal(status, 422)
      assert.equal(body.code, 'idempotency_key_reused')
    })

    it('advances many once for one Idempotency-Key, one of them twice', async () => {
      const [one, two] = [await run(), await run()]
      const [first, second] = [one, two].map(({ url }) => ({ optimizer: url.split('/').at(-1) }))
      const steps = [first, second, first]
      const key = { 'idempotency-key': 'epoch' }
      const responses = [1, 2, 3].map(() => send('POST', '/v1/steps', { steps }, key))
      for (const { status, body } of await Promise.all(responses)) {
        assert.equal(status, 200)
        assert.deepEqual(
          body.results.map(({ result }: { result: { step: number } }) => result.step),
          [1, 1, 2],
        )
      }
      for (const [{ url }, step] of [
        [one, 2],
        [two, 1],
      ] as const) {
        assert.equal((await send('GET', url)).body.step, step)
      }
    })

    it('counts every advance without a step, of many concurrent ranks', async () => {
      const { step } = await run()
      const responses = await Promise.all(Array.from({ length: 40 }, () => step({})))
      const steps = responses.map(({ body }) => body.step as number).sort((a, b) => a - b)
      assert.deepEqual(
        steps,
        Array.from({ length: 40 }, (_, index) => index + 1),
      )
    })

    it('returns one response to many ranks that request one step', async () => {
      const { step } = await run()
      for (let k = 1; k <= 5; k++) {
        const responses = await Promise.all(
          Array.from({ length: 64 }, () => step({ step: k * 10 })),
        )
        const distinct = new Set(responses.map(({ body }) => JSON.stringify(body)))
        assert.equal(distinct.size, 1)
      }
    })

    it('refuses a step far ahead, and a generation that is not the current one', async () => {
      const { step } = await run()
      const leap = await step({ step: 100_001 })
      assert.deepEqual([leap.status, leap.body.code, leap.body.cursor], [409, 'step_ahead', 0])
      const other = await step({ step: 1, generation: 2 })
      assert.deepEqual([other.status, other.body.current_generation], [409, 1])
      assert.equal((await step({ step: 1, generation: 1 })).status, 200)
    })

    it('has no effect if a schedule has no value', async () => {
      const schedulers = [{ type: 'LambdaLR', lr_lambda: '1 / (3 - epoch)' }]
      const { url, step } = await run({ ...RUN, schedulers })
      await step({ step: 1 })
      const before = (await send('GET', url)).body
      const { status, body } = await step({ step: 9 })
      assert.equal(status, 422)
      assert.deepEqual([body.scheduler, body.group, body.step], ['LambdaLR-1', 'backbone', 3])
      assert.deepEqual((await send('GET', url)).body, before)
      assert.equal((await step({ step: 2 })).status, 200)
    })
  })
}

describe('two instances on one Redis', async () => {
  const left = await appOn(await onRedis())
  const right = await appOn(await onRedis())

  it('return the same values, and see each other’s changes', async () => {
    const url = '/v1/optimizers/shared'
    await left.send('PUT', url, RUN)
    assert.equal((await right.send('PUT', url, RUN)).status, 200)
    for (let k = 1; k <= 40; k++) {
      if (k % 5 === 0) await right.send('PATCH', `${url}/groups/head`, { lr: 1 / k })
      const ranks = [left, right, left, right]
      const requests = ranks.map(({ send }) => send('POST', `${url}/steps`, { step: k }))
      const responses = await Promise.all(requests)
      assert.equal(new Set(responses.map(({ body }) => JSON.stringify(body))).size, 1)
    }
  })

  it('do not use the cached optimizer after another process removed and registered it again', async () => {
    const url = '/v1/optimizers/reborn'
    await left.send('PUT', url, RUN)
    await right.send('POST', `${url}/steps`, { step: 50 })
    await left.send('DELETE', url)
    await left.send('PUT', url, { groups: [{ name: 'only', lr: 3 }] })
    const { body } = await right.send('POST', `${url}/steps`, { step: 1 })
    assert.deepEqual(body.groups, [{ name: 'only', lr: 3 }])
    assert.equal(body.sealed_through, 1)
  })

  it('return one response to concurrent requests with one key, with the latest edit', async () => {
    for (let round = 0; round < 40; round++) {
      const url = `/v1/optimizers/raced-${round}`
      await left.send('PUT', url, RUN)
      await right.send('GET', url)
      await left.send('PATCH', `${url}/groups/head`, { lr: 0.5 })
      const key = { 'idempotency-key': 'k' }
      const requests = Array.from({ length: 12 }, (_, n) =>
        (n % 4 === 0 ? left : right).send('POST', `${url}/steps`, {}, key),
      )
      const responses = await Promise.all(requests)
      const distinct = new Set(responses.map(({ body }) => JSON.stringify(body)))
      assert.deepEqual([...distinct].length, 1, [...distinct].join('\n'))
      assert.equal(responses[0]!.body.groups[1].lr, 0.5)
    }
  })
})
