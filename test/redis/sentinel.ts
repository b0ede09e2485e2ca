import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { redisCommand } from './command.ts'
import { freePort, IN_MEMORY, startRedis, type RedisServer } from './server.ts'
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
  /** Resolves when both replicas are online, and every sentinel knows all servers. */
  untilReplicating(): Promise<void>
  /** Starts a killed server as a replica of the current primary. */
  rejoin(server: RedisServer): Promise<void>
  stop(): Promise<void>
}

const NAME = 'lockstep'
/**
 * down-after-milliseconds. Sentinels ping once a second, and a new primary for the first time a
 * second after the switch: with 1 000 they would regard it as down immediately.
 */
const DOWN_AFTER_MS = 2_000

/** Starts them all, and waits until a failover would succeed. */
export async function startSentinels(...options: string[]): Promise<SentinelRedis> {
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
    const { url } = await primary()
    const seen = await withRedis(url, (redis) => redis.info('replication'))
    const online = seen.match(/^slave\d:.*state=online/gm) ?? []
    const views = await Promise.all(sentinels.map((sentinel) => sentinel.knowsAll()))
    return online.length === servers.length - 1 && views.every(Boolean)
  }
  async function replicas(): Promise<RedisServer[]> {
    const chosen = await primary()
    return servers.filter((server) => server !== chosen)
  }

  const untilReplicating = () => until(() => succeeds(isReplicating()))

  const replicaOf = (port: number) => ['--replicaof', `127.0.0.1 ${port}`]
  try {
    const first = await startRedis(...IMMEDIATE_SYNC, ...options)
    servers.push(first)
    for (let replica = 0; replica < 2; replica++) {
      servers.push(await startRedis(...IMMEDIATE_SYNC, ...replicaOf(first.port), ...options))
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
    untilReplicating,
    rejoin: async (server) => server.restart(...replicaOf((await primary()).port)),
    stop,
  }
}

/** Replication starts immediately, without the five seconds of waiting for further replicas. */
const IMMEDIATE_SYNC = [...IN_MEMORY, '--repl-diskless-sync-delay', '0']

async function withRedis<T>(url: string, call: (redis: Redis) => Promise<T>): Promise<T> {
  const redis = new Redis(url, { maxRetriesPerRequest: 0, commandTimeout: 1_000 })
  redis.on('error', () => {})
  try {
    return await call(redis)
  } finally {
    redis.disconnect()
  }
}

interface Sentinel {
  readonly port: number
  query(command: string): Promise<string[]>
  /** Whether it knows both replicas and both other sentinels, and nothing is down. */
  knowsAll(): Promise<boolean>
  stop(): Promise<void>
}

async function startSentinel(primary: number): Promise<Sentinel> {
  const port = await freePort()
  const directory = await mkdtemp(join(tmpdir(), 'lockstep-sentinel-'))
  const file = join(directory, 'sentinel.conf')
  const settings = [
    `port ${port}`,
    'bind 127.0.0.1',
    `dir ${directory}`,
    `sentinel monitor ${NAME} 127.0.0.1 ${primary} 2`,
    `sentinel down-after-milliseconds ${NAME} ${DOWN_AFTER_MS}`,
    `sentinel failover-timeout ${NAME} 5000`,
    `sentinel parallel-syncs ${NAME} 2`,
  ]
  await writeFile(file, settings.join('\n') + '\n')
  const child: ChildProcess = spawn(redisCommand(), [file, '--sentinel'], { stdio: 'ignore' })
  const redis = new Redis(port, '127.0.0.1')
  redis.on('error', () => {})
  const call = (command: string) => redis.call('SENTINEL', command, NAME)
  const query = async (command: string) => (await call(command)) as string[]
  return {
    port,
    query,
    async knowsAll() {
      const seen = await query('MASTER')
      const value = (field: string) => seen[seen.indexOf(field) + 1]
      const counts = [value('num-slaves'), value('num-other-sentinels'), value('flags')]
      const replicas = (await call('REPLICAS')) as string[][]
      const areUp = replicas.every((fields) => fields[fields.indexOf('flags') + 1] === 'slave')
      return counts.join() === '2,2,master' && areUp
    },
    async stop() {
      redis.disconnect()
      child.kill('SIGKILL')
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
      await rm(directory, { recursive: true, force: true })
    },
  }
}
