import { readFileSync } from 'node:fs'
import { ReplyError, type Redis } from 'ioredis'
import type { SendCommand } from './pipeline.ts'
import { WAIT_CHANNEL } from './replicated_pipeline.ts'
import type { ReplicaSetting } from './waited_replicas.ts'

/** The keys that a user must have access to, and whether writes wait for replicas. */
export interface Needs {
  readonly keys: { readonly optimizer: string; readonly index: string }
  readonly replicas: ReplicaSetting
}

/** Why a server must not be used as it is set, if that is so. */
export async function settingsFault(redis: Redis, needs: Needs): Promise<string | undefined> {
  const server = await unlessRefused(() => redis.info('server'))
  if (server?.includes('redis_mode:sentinel')) {
    return 'it is a sentinel: write redis-sentinel://host:port#name in REDIS_URL, or the address of the Redis'
  }
  return (await evictionFault(redis)) ?? (await permissionFault(redis, needs))
}

const NO_EVICTION = 'noeviction'

/** A full Redis with another policy deletes optimizers without an error. */
async function evictionFault(redis: Redis): Promise<string | undefined> {
  const policy = await unlessRefused(
    async () => /^maxmemory_policy:(\S+)/m.exec(await redis.info('memory'))?.[1],
  )
  if (policy === undefined || policy === NO_EVICTION) return undefined
  return `its maxmemory-policy is ${policy}, which drops optimizers when memory is full: set it to noeviction`
}

/** Whether a server has an append-only file. */
export async function hasAppendOnlyFile(send: SendCommand): Promise<boolean | undefined> {
  try {
    const enabled = /^aof_enabled:(\d)/m.exec(String(await send('info', ['persistence'])))?.[1]
    return enabled === undefined ? undefined : enabled === '1'
  } catch {
    return undefined
  }
}

const PERMISSIONS = readFileSync(new URL('../scripts/permissions.lua', import.meta.url), 'utf8')

/**
 * A script that the ACL stops half way would leave half a commit. So all commands are checked before
 * the first one is sent.
 */
async function permissionFault(
  redis: Redis,
  { keys: { optimizer, index }, replicas }: Needs,
): Promise<string | undefined> {
  const args = [optimizer, index, WAIT_CHANNEL, String(replicas)]
  const forbidden = await unlessRefused(
    () => redis.eval(PERMISSIONS, 0, ...args) as Promise<string[]>,
    (message) => (message.startsWith('NOPERM') ? ['EVAL'] : []),
  )
  if (!forbidden || forbidden.length === 0) return undefined
  const [prefix] = optimizer.split('{')
  return `its user may not run ${forbidden.join(', ')} on ${prefix}* (NOPERM): allow that in its ACL`
}

/** Where an ACL forbids a question there is no answer, which is no reason to refuse everything. */
async function unlessRefused<T>(
  ask: () => Promise<T>,
  otherwise: (message: string) => T | undefined = () => undefined,
): Promise<T | undefined> {
  try {
    return await ask()
  } catch (error) {
    if (error instanceof ReplyError) return otherwise((error as Error).message)
    throw error
  }
}
