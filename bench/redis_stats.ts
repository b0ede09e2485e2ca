import { Redis } from 'ioredis'
import { optimizerKeys } from '../src/storage/redis/keys.ts'
import type { ServerProcess } from './processes.ts'

/** Statistics of Redis itself. */

/** The number of scripts that Redis has run since its start. */
export const scriptsRun = (redis: ServerProcess): Promise<number> =>
  withRedis(redis, async (client) => {
    const statistics = await client.info('commandstats')
    return Number(/cmdstat_evalsha:calls=(\d+)/.exec(statistics)?.[1] ?? 0)
  })

/** Bytes of memory for all keys and values, with their indexes. */
export const usedMemory = (redis: ServerProcess): Promise<number> =>
  withRedis(redis, async (client) =>
    Number(/used_memory:(\d+)/.exec(await client.info('memory'))![1]),
  )

/** Bytes that each advance of an optimizer writes: its header and its changing values. */
export const bytesWrittenByAdvance = (redis: ServerProcess, id: string): Promise<number> =>
  withRedis(redis, async (client) => {
    const { optimizer } = optimizerKeys('lockstep', id)
    return (await client.hstrlen(optimizer, 'h')) + (await client.hstrlen(optimizer, 'v'))
  })

async function withRedis<T>(
  { port }: ServerProcess,
  read: (client: Redis) => Promise<T>,
): Promise<T> {
  const client = new Redis({ host: '127.0.0.1', port })
  try {
    return await read(client)
  } finally {
    client.disconnect()
  }
}
