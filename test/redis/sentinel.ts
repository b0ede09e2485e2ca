import { IN_MEMORY, startRedis, withRedis, type RedisServer } from './server.ts'
import { NAME, startSentinel, type Sentinel } from './sentinel_process.ts'
import { succeeds, until } from '../service.ts'

/** A Redis with failover for tests: a primary, two replicas and three sentinels. */
export interface SentinelRedis {
  readonly url: string
  /** The primary according to the sentinels. */
  primary(): Promise<RedisServer>
  /** All servers but the primary. */
  replicas(): Promise<RedisServer[]>
  /** Suspends the replicas and closes their connections: later writes are on the primary only. */
  suspendReplicas(): Promise<void>
  /** Resumes suspended replicas. */
  resumeReplicas(): Promise<void>
  /** Promotes a replica while the primary lives, as for maintenance, and waits until it is the primary. */
  handOver(): Promise<void>
  /** Resolves when both replicas are online, and every sentinel has the same view of all servers. */
  untilReplicating(): Promise<void>
  /** Makes an abandoned primary a replica, as the sentinels do after some ten seconds. */
  demote(server: RedisServer): Promise<void>
  /** Starts a killed server as a replica of the current primary. */
  rejoin(server: RedisServer): Promise<void>
  stop(): Promise<void>
}

/** Options of the primary and of its replicas, as redis-server takes them. */
export type ServerOptions = readonly (readonly string[])[]

/** Replication starts immediately, without the five seconds of waiting for further replicas. */
const IMMEDIATE_SYNC = [...IN_MEMORY, '--repl-diskless-sync-delay', '0']

/** Starts them all, and waits until a failover would succeed. */
export async function startSentinels(
  [ofPrimary = [], ...ofReplicas]: ServerOptions = [[], [], []],
): Promise<SentinelRedis> {
  const servers: RedisServer[] = []
  const sentinels: Sentinel[] = []

  async function stop(): Promise<void> {
    await Promise.all(sentinels.map((sentinel) => sentinel.stop()))
    await Promise.all(servers.map((server) => server.stop()))
  }

  async function primary(): Promise<RedisServer> {
    const [, port] = await sentinels[0]!.query('GET-MASTER-ADDR-BY-NAME')
    return servers.find((server) => server.port === Number(port))!
  }

  async function isReplicating(): Promise<boolean> {
    const { url, port } = await primary()
    const seen = await withRedis(url, (redis) => redis.info('replication'))
    const online = seen.match(/^slave\d:.*state=online/gm) ?? []
    const views = await Promise.all(sentinels.map((sentinel) => sentinel.knowsAll(port)))
    return online.length === servers.length - 1 && views.every(Boolean)
  }
  async function replicas(): Promise<RedisServer[]> {
    const chosen = await primary()
    return servers.filter((server) => server !== chosen)
  }

  const untilReplicating = () => until(() => succeeds(isReplicating()))

  const replicaOf = (port: number) => ['--replicaof', `127.0.0.1 ${port}`]
  try {
    const first = await startRedis(...IMMEDIATE_SYNC, ...ofPrimary)
    servers.push(first)
    for (const own of ofReplicas) {
      servers.push(await startRedis(...IMMEDIATE_SYNC, ...replicaOf(first.port), ...own))
    }
    for (let each = 0; each < 3; each++) sentinels.push(await startSentinel(first.port))
    await untilReplicating()
  } catch (error) {
    await stop()
    throw error
  }
  return {
    url: `redis-sentinel://${sentinels.map(({ port }) => `127.0.0.1:${port}`).join()}#${NAME}`,
    primary,
    replicas,
    async suspendReplicas() {
      const { url } = await primary()
      for (const replica of await replicas()) replica.signal('SIGSTOP')
      // A resumed replica would still read data that is buffered in its socket.
      await withRedis(url, (redis) => redis.call('CLIENT', 'KILL', 'TYPE', 'replica'))
    },
    async resumeReplicas() {
      for (const replica of await replicas()) replica.signal('SIGCONT')
    },
    async handOver() {
      const before = await primary()
      await sentinels[0]!.query('FAILOVER')
      await until(() => succeeds(primary().then((chosen) => chosen !== before)))
    },
    untilReplicating,
    async demote({ url }) {
      const { port } = await primary()
      await withRedis(url, (redis) => redis.replicaof('127.0.0.1', port))
    },
    rejoin: async (server) => server.restart(...replicaOf((await primary()).port)),
    stop,
  }
}
