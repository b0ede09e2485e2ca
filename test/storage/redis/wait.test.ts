import assert from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import { isDeepStrictEqual } from 'node:util'
import { Redis } from 'ioredis'
import { IN_MEMORY, startRedis } from '../../redis/server.ts'
import { connectedStore, refusedAs } from '../../redis/store.ts'
import { succeeds, until } from '../../service.ts'
import { describeStore } from '../contract.ts'
import { advanced, registered } from '../optimizers.ts'

const primary = await startRedis(...IN_MEMORY, '--repl-diskless-sync-delay', '0')
const replica = await startRedis(...IN_MEMORY, '--replicaof', `127.0.0.1 ${primary.port}`)
after(async () => {
  await replica.stop()
  await primary.stop()
})

const open = () => connectedStore(primary.url, 1)

describeStore('Redis with a replica', open)

describe('the Redis store that waits for a replica', async () => {
  const store = await open()
  const withoutWait = await connectedStore(primary.url)
  const admin = new Redis(primary.url)
  after(async () => {
    await store.close()
    await withoutWait.close()
    admin.disconnect()
  })

  /** How often a command was called. */
  async function calls(command: string): Promise<number> {
    const stats = await admin.info('commandstats')
    return Number(new RegExp(`^cmdstat_${command}:calls=(\\d+)`, 'm').exec(stats)?.[1] ?? 0)
  }

  it('sends one WAIT for concurrent calls', async () => {
    const before = await calls('wait')
    await Promise.all(Array.from({ length: 500 }, () => store.create(registered())))
    assert.equal((await calls('wait')) - before, 1)
  })

  it('does not return the write of another store while no replica has it', async () => {
    replica.signal('SIGSTOP')
    const created = (await withoutWait.create(registered()))!
    const { id } = created.optimizer
    const unmet = refusedAs(/0 of 1 replicas/)
    await assert.rejects(store.find(id), unmet)
    const after = advanced(created.optimizer, 1)
    const won = await withoutWait.commit({ before: created, after, inputs: [] })
    await assert.rejects(store.commit({ before: created, after, inputs: [] }), unmet)
    replica.signal('SIGCONT')
    const isFound = async () => isDeepStrictEqual((await store.find(id))!.version, won!.version)
    await until(() => succeeds(isFound()))
  })

  it('refuses all calls without a replica, and continues by itself when there is one', async () => {
    const waiting = await connectedStore(primary.url, 1)
    after(() => waiting.close())
    const { optimizer } = (await waiting.create(registered()))!
    replica.signal('SIGKILL')
    const start = performance.now()
    await assert.rejects(waiting.find(optimizer.id), refusedAs(/0 of 1 replicas/))
    const waited = performance.now() - start
    assert.ok(waited < 1_500, `${waited} ms`)
    await replica.restart()
    await until(() => succeeds(waiting.find(optimizer.id).then(Boolean)))
  })
})
