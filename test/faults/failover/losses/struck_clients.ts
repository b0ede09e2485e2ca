import { setTimeout as sleep } from 'node:timers/promises'
import { startSentinels } from '../../../redis/sentinel.ts'
import { freePort } from '../../../redis/server.ts'
import { send, succeeds, until } from '../../../service.ts'
import { startInstance } from '../../instance.ts'
import { eventsOf, type Body } from '../../invariants/events.ts'
import { WAITS_FOR_ALL } from '../wait_settings.ts'
import { startEchoingClient, type EchoingClient } from './echoing_client.ts'
import { PRIORITIES, type Strike } from './strikes.ts'

/** What a strike did to the client of a service. */
export interface StruckClient {
  /** LOCKSTEP_REDIS_WAIT of the service. */
  readonly wait: string
  readonly acknowledged: number
  /** The acknowledged edits that are not stored. */
  readonly lost: readonly string[]
  /** Whether a call of the client was refused, until the end or after it. */
  readonly isRefused: boolean
}

/** A service for each value of LOCKSTEP_REDIS_WAIT, on one Redis that can be struck. */
export interface StruckServices {
  /** Strikes while each service has a client, and returns what became of the clients. */
  strike(name: string, strike: Strike): Promise<readonly StruckClient[]>
  stop(): Promise<void>
}

/** Starts a service that waits for one replica, and those that wait for all. */
export async function startStruckServices(): Promise<StruckServices> {
  const redis = await startSentinels(PRIORITIES)
  const services = await Promise.all(
    ['1', ...WAITS_FOR_ALL].map(async (wait) => {
      const environment = { REDIS_URL: redis.url, LOCKSTEP_REDIS_WAIT: wait }
      const instance = await startInstance(await freePort(), { environment })
      return { wait, instance, url: `http://127.0.0.1:${instance.port}` }
    }),
  )
  const isReady = (url: string) => send('GET', `${url}/readyz`).then(({ status }) => status === 200)

  /** Waits until both replicas follow the primary. */
  async function untilReplicating(): Promise<void> {
    await redis.untilReplicating()
    for (const { url } of services) await until(() => succeeds(isReady(url)))
  }

  return {
    async strike(name, strike) {
      await untilReplicating()
      const clients: EchoingClient[] = []
      for (const { url, wait } of services) {
        clients.push(await startEchoingClient(url, `${name}-${wait}`))
      }
      await sleep(300)
      await strike(redis)
      await untilReplicating()
      await Promise.all(clients.map((client) => client.end()))
      const { url } = services.at(-1)!
      return Promise.all(
        clients.map(async (client, at) => ({
          wait: services[at]!.wait,
          acknowledged: client.acknowledged.length,
          lost: await lostEdits(url, client),
          isRefused: await client.isRefused(url),
        })),
      )
    },
    async stop() {
      await Promise.all(services.map(({ instance }) => instance.kill()))
      await redis.stop()
    },
  }
}

/** The acknowledged edits of a client that are not stored. */
async function lostEdits(
  service: string,
  { id, acknowledged }: EchoingClient,
): Promise<readonly string[]> {
  const get = async (path: string): Promise<Body> => (await send('GET', service + path)).body
  const events = await eventsOf(get, `/v1/optimizers/${id}`)
  const stored = new Set(events.map(({ reason }) => reason))
  return acknowledged.filter((reason) => !stored.has(reason))
}
