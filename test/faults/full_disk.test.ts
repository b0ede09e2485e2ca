import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { Redis } from 'ioredis'
import { RUN } from '../app.ts'
import { redisCommand } from '../redis/command.ts'
import { startRedis } from '../redis/server.ts'
import { ask, startService, succeeds, until, type Service } from '../service.ts'
import { ignoreFileSizeSignal, DISK_LIMITS, type SmallDisk, type DiskLimit } from './small_disk.ts'

after(await ignoreFileSizeSignal(redisCommand()))

const RUN_URL = '/v1/optimizers/run'

/** Steps until there is no answer any more, and tells the answers that there were. */
async function advanceUntilRefused({ url }: Service): Promise<Map<number, string>> {
  const given = new Map<number, string>()
  for (let step = 1; step <= 50; step++) {
    const { status, body } = await ask('POST', `${url}${RUN_URL}/steps`, { step })
    if (status !== 200) {
      assert.deepEqual([status, body.code, body.retryable], [503, 'store_unavailable', true])
      return given
    }
    given.set(step, JSON.stringify(body.groups))
  }
  throw new Error('Cannot go on: nothing was refused though there is no room')
}

/** Everything that was answered stands, and what was refused can be had. */
async function checkValuesAndContinue({ url }: Service, given: Map<number, string>): Promise<void> {
  const next = given.size + 1
  await until(() =>
    succeeds(
      ask('POST', `${url}${RUN_URL}/steps`, { step: next }).then(({ status }) => status === 200),
    ),
  )
  for (const [step, values] of given) {
    const { body } = await ask('GET', `${url}${RUN_URL}/lr?step=${step}`)
    assert.equal(JSON.stringify(body.groups), values)
  }
}

/** Registers, and takes a step while there is room. */
async function register({ url }: Service): Promise<void> {
  assert.equal((await ask('PUT', url + RUN_URL, RUN)).status, 201)
}

async function pidOf(url: string): Promise<number> {
  const admin = new Redis(url)
  const info = await admin.info('server')
  admin.disconnect()
  return Number(/process_id:(\d+)/.exec(info)![1])
}

async function startOnRedis(disk: SmallDisk, ...options: string[]) {
  const redis = await startRedis('--dir', disk.directory, ...options)
  const service = await startService({ REDIS_URL: redis.url })
  await register(service)
  return { redis, service, pid: await pidOf(redis.url) }
}

const diskLimit = DISK_LIMITS.find(({ isPossible }) => isPossible)

describe(`on a full disk (${diskLimit?.name ?? 'which cannot be had here'})`, () => {
  it('a Redis that syncs now and then refuses, and goes on once there is room', () =>
    withPeriodicSync(availableLimit(diskLimit)))

  it('a Redis that syncs always ends, and has kept all when it is started again', () =>
    withSyncAlways(availableLimit(diskLimit)))

  it('SQLite refuses, and goes on once there is room', () => withSqlite(availableLimit(diskLimit)))
})

/** What cannot be tested has not passed. */
function availableLimit(limit: DiskLimit | undefined): DiskLimit {
  if (limit) return limit
  throw new Error(
    `Cannot fill a disk: wanted one of ${DISK_LIMITS.map(({ name }) => name).join(', ')}`,
  )
}

async function withPeriodicSync(limit: DiskLimit): Promise<void> {
  const disk = await limit.make()
  const { redis, service, pid } = await startOnRedis(disk, '--appendfsync', 'everysec')
  try {
    await disk.fill(pid)
    const given = await advanceUntilRefused(service)
    assert.equal((await ask('GET', service.url + RUN_URL)).status, 200)
    await disk.free(pid)
    await checkValuesAndContinue(service, given)
  } finally {
    await service.kill()
    await redis.stop()
    await disk.remove()
  }
}

async function withSyncAlways(limit: DiskLimit): Promise<void> {
  const disk = await limit.make()
  const { redis, service, pid } = await startOnRedis(disk)
  try {
    await disk.fill(pid)
    const given = await advanceUntilRefused(service)
    assert.equal((await ask('GET', service.url + RUN_URL)).status, 503)
    if (limit.name.startsWith('a file system')) await disk.free(pid)
    await redis.restart()
    await checkValuesAndContinue(service, given)
  } finally {
    await service.kill()
    await redis.stop()
    await disk.remove()
  }
}

async function withSqlite(limit: DiskLimit): Promise<void> {
  const disk = await limit.make()
  const service = await startService({ LOCKSTEP_DATA: join(disk.directory, 'lockstep.db') })
  try {
    await register(service)
    await disk.fill(service.pid)
    const given = await advanceUntilRefused(service)
    assert.equal((await ask('GET', service.url + RUN_URL)).status, 200)
    await disk.free(service.pid)
    await checkValuesAndContinue(service, given)
  } finally {
    await service.kill()
    await disk.remove()
  }
}
