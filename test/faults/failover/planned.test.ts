import assert from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { startSentinels } from '../../redis/sentinel.ts'
import { freePort } from '../../redis/server.ts'
import { send, succeeds, until } from '../../service.ts'
import { startInstance } from '../instance.ts'
import { eventsOf, type Body } from '../invariants/events.ts'
import { startEchoingClient, type EchoingClient } from './losses/echoing_client.ts'
import { handOver, pausePrimary, PRIORITIES, promoteLaggingReplica } from './losses/strikes.ts'
import { WAITS_FOR_ALL } from './wait_settings.ts'

const redis = await startSentinels(PRIORITIES)
after(() => redis.stop())

/** A service with a value of LOCKSTEP_REDIS_WAIT. */
async function startWaiting(wait: string) {
  const environment = { REDIS_URL: redis.url, LOCKSTEP_REDIS_WAIT: wait }
  const instance = await startInstance(await freePort(), { environment })
  after(() => instance.kill())
  return { wait, url: `http://127.0.0.1:${instance.port}` }
}
const services = await Promise.all(['1', ...WAITS_FOR_ALL].map(startWaiting))

/** It answers only what both replicas have, so nothing of an abandoned primary. */
const { url: whole } = services.at(-1)!

const get = async (path: string): Promise<Body> => (await send('GET', whole + path)).body
const isReady = (url: string) => send('GET', `${url}/readyz`).then(({ status }) => status === 200)

/** Waits until both replicas follow the primary. */
async function untilReplicating(): Promise<void> {
  await redis.untilReplicating()
  for (const { url } of services) await until(() => succeeds(isReady(url)))
}

/** The acknowledged edits that are not stored. */
async function lostEdits({ id, acknowledged }: EchoingClient): Promise<readonly string[]> {
  const stored = new Set((await eventsOf(get, `/v1/optimizers/${id}`)).map(({ reason }) => reason))
  return acknowledged.filter((reason) => !stored.has(reason))
}

const STRIKES = {
  'a planned handover': handOver,
  'a pause of the primary': pausePrimary,
  'the promotion of a replica that lags': promoteLaggingReplica,
}

describe('clients that edit, and echo seen, are refused where WAIT=1 loses an edit, and lose none with all', () => {
  for (const [title, strike] of Object.entries(STRIKES)) {
    it(`in ${title}`, async () => {
      await untilReplicating()
      const clients: EchoingClient[] = []
      for (const { url, wait } of services) {
        clients.push(await startEchoingClient(url, `${strike.name}-${wait}`))
      }
      await sleep(300)
      await strike(redis)
      await untilReplicating()
      await Promise.all(clients.map((client) => client.end()))

      const lost = await Promise.all(clients.map(lostEdits))
      const refused = await Promise.all(clients.map((client) => client.isRefused(whole)))
      clients.forEach(({ id, acknowledged: { length } }, at) => {
        console.log(`# ${id}: ${lost[at]!.length} of ${length} edits lost`)
        assert.ok(length > 0)
      })
      assert.ok(refused[0] || lost[0]!.length === 0, 'a lost edit was not found')
      assert.ok(strike !== promoteLaggingReplica || lost[0]!.length > 0, 'no edit was lost')
      assert.deepEqual(lost.slice(1).flat(), [])
      assert.deepEqual(
        refused.slice(1),
        WAITS_FOR_ALL.map(() => false),
      )
    })
  }
})
