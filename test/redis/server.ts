import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { connect, createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { redisCommand } from './command.ts'

/** A Redis for tests, on a free port. */
export interface RedisServer {
  readonly url: string
  readonly port: number
  /** Sends the server a signal: SIGSTOP suspends it, SIGKILL ends it. */
  signal(signal: NodeJS.Signals): void
  /** Starts it again on the same port and data, after a SIGKILL, with additional options. */
  restart(...options: string[]): Promise<void>
  stop(): Promise<void>
}

/** Without persistence: for tests that need none and must not wait for a shared disk. */
export const IN_MEMORY = ['--appendonly', 'no']

/** Starts a Redis that writes every command to disk before it replies, as in production. */
export async function startRedis(...options: string[]): Promise<RedisServer> {
  const command = redisCommand()
  const port = await freePort()
  const directory = await mkdtemp(join(tmpdir(), 'lockstep-redis-'))
  let child = launch(command, port, directory, options)
  await answering(port).catch((error: unknown) => {
    child.kill('SIGKILL')
    throw error
  })
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    signal: (signal) => void child.kill(signal),
    async restart(...more) {
      await ended(child)
      child = launch(command, port, directory, [...options, ...more])
      await answering(port)
    },
    async stop() {
      child.kill('SIGKILL')
      await ended(child)
      await rm(directory, { recursive: true, force: true })
    },
  }
}

function launch(
  command: string,
  port: number,
  directory: string,
  options: readonly string[],
): ChildProcess {
  const settings = ['--port', `${port}`, '--bind', '127.0.0.1', '--dir', directory, '--save', '']
  const durable = ['--appendonly', 'yes', '--appendfsync', 'always']
  return spawn(command, [...settings, ...durable, ...options], { stdio: 'ignore' })
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
}

/** Calls a server over a connection of its own, which ends with the call. */
export async function withRedis<T>(url: string, call: (redis: Redis) => Promise<T>): Promise<T> {
  const redis = new Redis(url, { maxRetriesPerRequest: 0, commandTimeout: 1_000 })
  redis.on('error', () => {})
  try {
    return await call(redis)
  } finally {
    redis.disconnect()
  }
}

/** A port that is free at the moment. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

async function answering(port: number): Promise<void> {
  for (let attempt = 0; attempt < 600; attempt++) {
    if (await pong(port)) return
    await sleep(50)
  }
  throw new Error(`Cannot start redis-server: no PONG from port ${port} within 30 s`)
}

function pong(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write('PING\r\n'))
    const settle = (answered: boolean) => {
      socket.destroy()
      resolve(answered)
    }
    socket.setTimeout(500, () => settle(false))
    socket.on('error', () => settle(false))
    socket.on('data', (reply) => settle(reply.toString().startsWith('+PONG')))
  })
}
