import assert from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { startSentinels } from '../../redis/sentinel.ts'
import { freePort, withRedis } from '../../redis/server.ts'
import { send, succeeds, until } from '../../service.ts'
import { startInstance } from '../instance.ts'
import { optimizerAt, outcomeOf } from './losses/loss_case.ts'

const redis = await startSentinels()
const environment = { REDIS_URL: redis.url, LOCKSTEP_REDIS_WAIT: '2' }
const instance = await startInstance(await freePort(), { environment })
after(async () => {
  await instance.kill()
  await redis.stop()
})
const service = `http://127.0.0.1:${instance.port}`
const isReady = () => send('GET', `${service}/readyz`).then(({ status }) => status === 200)
await until(() => succeeds(isReady()))

/** How long the service answers a sealed step, with the value that it was given, from memory. */
const LEASE_MS = 1_000

/** Returns the request for a step with an edit, and the answer. */
async function stepWithEdit(id: string) {
  const optimizer = optimizerAt(service, id)
  await optimizer.register()
  await optimizer.step({ step: 10, generation: 1 })
  const { body: edited } = await optimizer.edit({ set: { lr: 0.5 } })
  const request = { step: 11, generation: 1, seen: edited.seen as string }
  const answer = await optimizer.step(request)
  assert.deepEqual(outcomeOf(answer), [200, 0.5])
  return { optimizer, request, answer }
}

/** Kills the primary, and starts it again before a sentinel notices, as a supervisor does. */
async function restartPrimary(...options: string[]): Promise<void> {
  const primary = await redis.primary()
  primary.signal('SIGKILL')
  await primary.restart(...options)
  assert.equal(await redis.primary(), primary, 'a replica was promoted')
  await redis.untilReplicating()
  await until(() => succeeds(isReady()))
}

/** Turns the append-only file of the primary on, and waits until it is complete. */
async function appendToFile(): Promise<void> {
  const { url } = await redis.primary()
  await withRedis(url, (each) => each.config('SET', 'appendonly', 'yes', 'appendfsync', 'everysec'))
  const isComplete = async () => {
    const info = await withRedis(url, (each) => each.info('persistence'))
    return /aof_rewrite_in_progress:0\r\naof_rewrite_scheduled:0/.test(info)
  }
  await until(isComplete)
}

describe('a primary that is killed and started again at once, with all replicas waited for,', () => {
  it('has lost everything without an append-only file, and no step is answered', async () => {
    const { optimizer, request } = await stepWithEdit('without-file')
    await restartPrimary()
    await sleep(LEASE_MS)
    for (const { seen, ...body } of [request, { ...request, seen: undefined }]) {
      const again = await optimizer.step(seen === undefined ? body : { ...body, seen })
      assert.deepEqual(outcomeOf(again), [404, 'optimizer_not_found'])
    }
  })

  it('has lost nothing with an append-only file', async () => {
    await appendToFile()
    const { optimizer, request, answer } = await stepWithEdit('with-file')
    await restartPrimary('--appendonly', 'yes', '--appendfsync', 'everysec')
    const again = await optimizer.step(request)
    assert.deepEqual(again.body, answer.body)
  })
})
