import { Redis } from 'ioredis'
import { optimizerKeys } from '../src/storage/redis/keys.ts'
import type { Running } from './processes.ts'

/** What the bench asks of Redis itself. */

/** How many scripts it has run so far. */
export const scriptsRun = (redis: Running): Promise<number> =>
  asking(redis, async (client) => {
    const statistics = await client.info('commandstats')
    return Number(/cmdstat_evalsha:calls=(\d+)/.exec(statistics)?.[1] ?? 0)
  })

/** Bytes that all it keeps takes, with what it needs to find it. */
export const usedMemory = (redis: Running): Promise<number> =>
  asking(redis, async (client) => Number(/used_memory:(\d+)/.exec(await client.info('memory'))![1]))

/** Bytes that each advance of an optimizer writes: its header and what moves. */
export const bytesMoved = (redis: Running, id: string): Promise<number> =>
  asking(redis, async (client) => {
    const { optimizer } = optimizerKeys('lockstep', id)
    return (await client.hstrlen(optimizer, 'h')) + (await client.hstrlen(optimizer, 'v'))
  })

async function asking<T>({ port }: Running, ask: (client: Redis) => Promise<T>): Promise<T> {
  const client = new Redis({ host: '127.0.0.1', port })
  try {
    return await ask(client)
  } finally {
    client.disconnect()
  }
}
