import assert from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import { Redis } from 'ioredis'
import { register } from '../../src/core/optimizer.ts'
import { define, RegistrationBody } from '../../src/core/registration.ts'
import { RUN } from '../app.ts'
import { startRedis } from '../redis_server.ts'
import { connectedStore } from '../redis_store.ts'
import { describeStore } from './contract.ts'

const server = await startRedis()
after(() => server.stop())

const open = () => connectedStore(server.url)

describeStore('Redis', open)

describe('the Redis store and its server', async () => {
  const store = await open()
  const admin = new Redis(server.url)
  after(async () => {
    await store.close()
    admin.disconnect()
  })
  const optimizer = (id: string) => register(id, define(RegistrationBody.parse(RUN)), 'now')

  it('go on when the server has forgotten the scripts', async () => {
    await admin.script('FLUSH')
    assert.ok(await store.create(optimizer('flushed')))
  })

  it('keep all keys of an optimizer, and its line in the index, in one slot', async () => {
    await store.create(optimizer('slotted'))
    const keys = (await admin.keys('*')).filter((key) => key.includes('slotted'))
    assert.equal(keys.length, 3)
    const tags = new Set(keys.map((key) => /\{(.*)\}/.exec(key)![1]))
    assert.equal(tags.size, 1)
    assert.ok(await admin.exists(`lockstep:{${[...tags][0]}}:index`))
  })

  it('hold an optimizer of two groups and one scheduler in a kilobyte', async () => {
    await store.create(optimizer('small'))
    const keys = (await admin.keys('*')).filter((key) => key.includes(':small:'))
    const sizes = await Promise.all(keys.map((key) => admin.memory('USAGE', key)))
    const bytes = sizes.reduce((sum: number, size) => sum + (size ?? 0), 0)
    assert.ok(bytes <= 1024, `${bytes} bytes`)
    console.log(`# Redis keeps two groups and one scheduler in ${bytes} bytes`)
  })
})
