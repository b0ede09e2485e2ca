import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { once } from 'node:events'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { IN_MEMORY, startRedis } from '../redis/server.ts'
import { connectedStore } from '../redis/store.ts'
import { sqliteStore } from '../../src/storage/sqlite/sqlite_store.ts'
import { registered } from '../storage/optimizers.ts'
import { startService, temporaryFolder } from './service_process.ts'

const folder = temporaryFolder()
const redis = await startRedis(...IN_MEMORY)
after(() => redis.stop())

const STORES = {
  SQLite: { LOCKSTEP_DATA: join(folder, 'lockstep.db') },
  Redis: { REDIS_URL: redis.url },
}
const open = {
  SQLite: async () => sqliteStore(STORES.SQLite.LOCKSTEP_DATA),
  Redis: () => connectedStore(redis.url),
}

/** Starts a service, stops it and returns all that it says to people. */
async function said(environment: Readonly<Record<string, string>>): Promise<string[]> {
  const service = await startService(environment)
  service.signal('SIGTERM')
  const { code, stderr } = await service.ended
  assert.equal(code, 0)
  return stderr.trimEnd().split('\n')
}

describe('a service that is started by a person', () => {
  for (const name of ['SQLite', 'Redis'] as const) {
    it(`says where it keeps data, where it listens, how many optimizers it has, and when it has stopped, on ${name}`, async () => {
      const lines = await said(STORES[name])
      const data =
        name === 'SQLite' ? STORES.SQLite.LOCKSTEP_DATA : `Redis at 127.0.0.1:${redis.port}`
      assert.match(lines[0]!, /^Lockstep \d+\.\d+\.\d+$/)
      assert.equal(lines[1], `  data: ${data}`)
      assert.match(lines[2]!, /^ {2}open: http:\/\/127\.0\.0\.1:\d+\/docs$/)
      const kept = {
        SQLite: /^ {2}kept: .* on the disk$/,
        Redis: /WAIT=0.*append-only file is off/,
      }
      assert.match(lines[4]!, kept[name])
      const others = [lines[3], ...lines.slice(5)]
      assert.deepEqual(others, ['  size: no optimizers yet', 'Lockstep stopped'])
    })

    it(`counts optimizers up to a thousand, on ${name}`, async () => {
      for (const [total, text] of [
        [1, '1 optimizer'],
        [2, '2 optimizers'],
        [1_000, '1000 optimizers'],
        [1_001, '1000 optimizers or more'],
      ] as const) {
        const store = await open[name]()
        const { summaries } = await store.list({ limit: 2_000, labels: {} })
        const missing = Array.from({ length: total - summaries.length })
        await Promise.all(missing.map(() => store.create(registered())))
        await store.close()
        assert.equal((await said(STORES[name]))[3], `  size: ${text}`)
      }
    })
  }

  it('says the same in its log, on the other stream', async () => {
    const service = await startService({ LOCKSTEP_DATA: join(folder, 'log.db') })
    service.signal('SIGINT')
    const { stdout } = await service.ended
    const logged = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Logged)
    const [serves, stopped] = logged.filter(({ msg }) => msg.startsWith('Lockstep'))
    assert.equal(serves!.msg, 'Lockstep serves')
    assert.equal(serves!.size, 'no optimizers yet')
    assert.equal(serves!.address, service.url)
    assert.equal(stopped!.msg, 'Lockstep stopped')
  })

  it('says that it cut off what took too long, and that in its exit code', async () => {
    const service = await startService({ LOCKSTEP_DATA: join(folder, 'slow.db') })
    const socket = connect(Number(new URL(service.url).port), '127.0.0.1')
    await once(socket, 'connect')
    socket.on('error', () => {})
    // The body does not come: the request remains begun, for longer than a stop waits.
    socket.write(
      'POST /v1/steps HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\nContent-Type: application/json\r\n\r\n',
    )
    await new Promise((resolve) => setTimeout(resolve, 200))
    service.signal('SIGTERM')
    const { code, stderr } = await service.ended
    assert.equal(code, 1)
    assert.match(stderr, /\nLockstep stopped: requests were cut off after 8 s\n$/)
  })
})

interface Logged {
  readonly msg: string
  readonly size?: string
  readonly address?: string
}
