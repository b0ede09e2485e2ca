import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { Redis } from 'ioredis'
import { RUN } from '../app.ts'
import { redisCommand } from '../redis/command.ts'
import { startRedis } from '../redis/server.ts'
import { send, startService, succeeds, until, type Service } from '../service.ts'
import { ignoreFileSizeSignal, DISK_LIMITS, type SmallDisk, type DiskLimit } from './small_disk.ts'

after(await ignoreFileSizeSignal(redisCommand()))

const RUN_URL = '/v1/optimizers/run'

/** Advances until a step is refused, and returns the values of the steps before it. */
async function advanceUntilRefused({ url }: Service): Promise<Map<number, string>> {
  const given = new Map<number, string>()
  for (let step = 1; step <= 50; step++) {
    const { status, body } = await send('POST', `${url}${RUN_URL}/steps`, { step })
    if (status !== 200) {
      assert.deepEqual([status, body.code, body.retryable], [503, 'store_unavailable', true])
      return given
    }
    given.set(step, JSON.stringify(body.groups))
  }
  throw new Error('Cannot continue: no step was refused although the disk is full')
}

/** The returned values are unchanged, and the refused step can be advanced to. */
async function checkValuesAndContinue({ url }: Service, given: Map<number, string>): Promise<void> {
  const next = given.size + 1
  await until(() =>
    succeeds(
      send('POST', `${url}${RUN_URL}/steps`, { step: next }).then(({ status }) => status === 200),
    ),
  )
  for (const [step, values] of given) {
    const { body } = await send('GET', `${url}${RUN_URL}/lr?step=${step}`)
    assert.equal(JSON.stringify(body.groups), values)
  }
}

/** Registers the optimizer while there is free space. */
async function register({ url }: Service): Promise<void> {
  assert.equal((await send('PUT', url + RUN_URL, RUN)).status, 201)
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

describe(`on a full disk (${diskLimit?.name ?? 'not possible on this machine'})`, () => {
  it('Redis with appendfsync everysec refuses writes, and accepts them once there is space', () =>
    withPeriodicSync(availableLimit(diskLimit)))

  it('Redis with appendfsync always exits, and has lost nothing after a restart', () =>
    withSyncAlways(availableLimit(diskLimit)))

  it('SQLite refuses writes, and accepts them once there is space', () =>
    withSqlite(availableLimit(diskLimit)))
})

/** Throws where no limit is possible: a test that cannot run must not pass. */
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
    assert.equal((await send('GET', service.url + RUN_URL)).status, 200)
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
    assert.equal((await send('GET', service.url + RUN_URL)).status, 503)
    // A new process has no file size limit.
    if (limit.name === 'a full file system') await disk.free(pid)
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
    assert.equal((await send('GET', service.url + RUN_URL)).status, 200)
    await disk.free(service.pid)
    await checkValuesAndContinue(service, given)
  } finally {
    await service.kill()
    await disk.remove()
  }
}
