import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { redisCommand } from './command.ts'
import { freePort, IN_MEMORY, startRedis, type RedisServer } from './server.ts'
import { succeeds, until } from '../service.ts'

/** A Redis of the tests' own that fails over: a primary, two replicas and three sentinels. */
export interface SentinelRedis {
  readonly url: string
  /** Whoever the sentinels say is the primary. */
  primary(): Promise<RedisServer>
  /** All others. */
  replicas(): Promise<RedisServer[]>
  /** Cuts the replicas off and stops them: what is written from now on, only the primary has. */
  cutOff(): Promise<void>
  /** Lets replicas go on that were stopped. */
  goOn(): Promise<void>
  /** Resolves when the primary has both replicas, and every sentinel knows of all. */
  whole(): Promise<void>
  /** Starts a killed server as a replica of whoever is the primary now. */
  rejoin(server: RedisServer): Promise<void>
  stop(): Promise<void>
}

const NAME = 'lockstep'
/**
 * A primary that is silent for so long is down. Sentinels ping once a second, a new primary for the
 * first time a second after they have switched to it: with 1 000 they take it for dead at once.
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
    const [, port] = await sentinels[0]!.ask('GET-MASTER-ADDR-BY-NAME')
    return servers.find((server) => server.port === Number(port))!
  }

  async function isWhole(): Promise<boolean> {
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

  const whole = () => until(() => succeeds(isWhole()))

  const replicaOf = (port: number) => ['--replicaof', `127.0.0.1 ${port}`]
  try {
    const first = await startRedis(...QUICK, ...options)
    servers.push(first)
    for (let replica = 0; replica < 2; replica++) {
      servers.push(await startRedis(...QUICK, ...replicaOf(first.port), ...options))
    }
    for (let each = 0; each < 3; each++) sentinels.push(await startSentinel(first.port))
    await whole()
  } catch (error) {
    await stop()
    throw error
  }
  return {
    url: `redis-sentinel://${sentinels.map(({ port }) => `127.0.0.1:${port}`).join()}#${NAME}`,
    primary,
    replicas,
    async cutOff() {
      const { url } = await primary()
      for (const replica of await replicas()) replica.signal('SIGSTOP')
      // What waits in a socket would still be read by a replica that goes on.
      await withRedis(url, (redis) => redis.call('CLIENT', 'KILL', 'TYPE', 'replica'))
    },
    async goOn() {
      for (const replica of await replicas()) replica.signal('SIGCONT')
    },
    whole,
    rejoin: async (server) => server.restart(...replicaOf((await primary()).port)),
    stop,
  }
}

/** Replicas begin to copy at once, and not after five seconds in case more of them come. */
const QUICK = [...IN_MEMORY, '--repl-diskless-sync-delay', '0']

async function withRedis<T>(url: string, ask: (redis: Redis) => Promise<T>): Promise<T> {
  const redis = new Redis(url, { maxRetriesPerRequest: 0, commandTimeout: 1_000 })
  redis.on('error', () => {})
  try {
    return await ask(redis)
  } finally {
    redis.disconnect()
  }
}

interface Sentinel {
  readonly port: number
  ask(command: string): Promise<string[]>
  /** Whether it knows of both replicas, of both other sentinels, and of nothing that is down. */
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
  const ask = async (command: string) => (await redis.call('SENTINEL', command, NAME)) as string[]
  return {
    port,
    ask,
    async knowsAll() {
      const seen = await ask('MASTER')
      const value = (field: string) => seen[seen.indexOf(field) + 1]
      const counts = [value('num-slaves'), value('num-other-sentinels'), value('flags')]
      const replicas = (await ask('REPLICAS')) as unknown as string[][]
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
