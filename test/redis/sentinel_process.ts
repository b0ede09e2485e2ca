import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { redisCommand } from './command.ts'
import { freePort } from './server.ts'

/** The name of the primary in the sentinels. */
export const NAME = 'lockstep'
/**
 * down-after-milliseconds. Sentinels ping once a second, and a new primary for the first time a
 * second after the switch: with 1 000 they would regard it as down immediately.
 */
const DOWN_AFTER_MS = 2_000

/** One sentinel. */
export interface Sentinel {
  readonly port: number
  /** Sends a command of SENTINEL about the primary. */
  query(command: string): Promise<string[]>
  /** Whether it has this primary, both replicas and both other sentinels, and nothing is down. */
  knowsAll(primary: number): Promise<boolean>
  stop(): Promise<void>
}

/** Starts a sentinel that monitors a primary, and discovers its replicas and the other sentinels. */
export async function startSentinel(firstPrimary: number): Promise<Sentinel> {
  const port = await freePort()
  const directory = await mkdtemp(join(tmpdir(), 'lockstep-sentinel-'))
  const file = join(directory, 'sentinel.conf')
  const settings = [
    `port ${port}`,
    'bind 127.0.0.1',
    `dir ${directory}`,
    `sentinel monitor ${NAME} 127.0.0.1 ${firstPrimary} 2`,
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
    async knowsAll(primary) {
      const seen = await query('MASTER')
      const value = (field: string) => seen[seen.indexOf(field) + 1]
      const counts = [value('num-slaves'), value('num-other-sentinels'), value('flags')]
      const replicas = (await call('REPLICAS')) as string[][]
      const areUp = replicas.every((fields) => fields[fields.indexOf('flags') + 1] === 'slave')
      return value('port') === `${primary}` && counts.join() === '2,2,master' && areUp
    },
    async stop() {
      redis.disconnect()
      child.kill('SIGKILL')
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
      await rm(directory, { recursive: true, force: true })
    },
  }
}
