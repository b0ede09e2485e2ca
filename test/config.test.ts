import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readConfig } from '../src/config.ts'

describe('the environment', () => {
  it('has a default for everything', () => {
    const config = readConfig({})
    assert.equal(config.REDIS_URL, undefined)
    assert.equal(config.LOCKSTEP_DATA, './lockstep.db')
    assert.equal(config.LOCKSTEP_HOST, '127.0.0.1')
    assert.equal(config.LOCKSTEP_PORT, 8080)
    assert.equal(config.LOCKSTEP_HISTORY, 100_000)
    assert.ok(Object.isFrozen(config))
  })

  it('is refused with all of its faults together', () => {
    const environment = { LOCKSTEP_PORT: '80a', REDIS_URL: 'http://x', LOCKSTEP_LOG_LEVEL: 'loud' }
    assert.throws(
      () => readConfig(environment),
      (error: Error) => {
        for (const name of Object.keys(environment)) assert.match(error.message, new RegExp(name))
        return true
      },
    )
  })

  it('keeps no fewer than a thousand inputs of an optimizer', () => {
    assert.equal(readConfig({ LOCKSTEP_HISTORY: '1000' }).LOCKSTEP_HISTORY, 1_000)
    for (const few of ['999', '0', '-1', '1e6', 'all']) {
      assert.throws(() => readConfig({ LOCKSTEP_HISTORY: few }), /LOCKSTEP_HISTORY/)
    }
  })

  it('has three forms of the address of Redis', () => {
    const read = (url: string) => readConfig({ REDIS_URL: url }).REDIS_URL
    assert.deepEqual(read('redis://redis'), {
      kind: 'standalone',
      hosts: [{ host: 'redis', port: 6379 }],
      tls: false,
      db: 0,
    })
    assert.deepEqual(read('rediss://:p%40ss@[::1]:7000/3'), {
      kind: 'standalone',
      hosts: [{ host: '::1', port: 7000 }],
      tls: true,
      password: 'p@ss',
      db: 3,
    })
    assert.deepEqual(read('redis-sentinel://me:pass@a:1,b,10.0.0.1:3/2#mymaster'), {
      kind: 'sentinel',
      name: 'mymaster',
      hosts: [
        { host: 'a', port: 1 },
        { host: 'b', port: 26379 },
        { host: '10.0.0.1', port: 3 },
      ],
      tls: false,
      username: 'me',
      password: 'pass',
      db: 2,
    })
    assert.deepEqual(read('rediss-cluster://a:1,b:2'), {
      kind: 'cluster',
      hosts: [
        { host: 'a', port: 1 },
        { host: 'b', port: 2 },
      ],
      tls: true,
      db: 0,
    })
  })

  it('refuses any other form, names the valid ones, and shows no password', () => {
    for (const [url, reason] of [
      ['redis://', /wanted redis:\/\//],
      ['http://me:secret@x', /wanted redis:\/\//],
      ['redis://me:se@cret@x', /percent-encoded/],
      ['redis://me:secret%@x', /percent-encoded/],
      ['redis://secret@x', /user:password@ or :password@/],
      ['redis://me:secret@x:0', /a port from 1 to 65535: got 0/],
      ['redis://me:secret@x:y', /wanted host:port.*: got x:y/],
      ['redis://me:secret@x,', /wanted host:port/],
      ['redis://me:secret@x?db=1', /wanted redis:\/\//],
      ['redis://me:secret@x/one', /wanted redis:\/\//],
      ['redis://me:secret@a,b', /one host, or redis-sentinel:\/\/ or redis-cluster:\/\//],
      ['redis://me:secret@x#mymaster', /for sentinels only/],
      ['redis-sentinel://me:secret@x', /as in ...:26379#mymaster/],
      ['redis-cluster://me:secret@x/1', /a Cluster has only 0: got 1/],
    ] as const) {
      assert.throws(
        () => readConfig({ REDIS_URL: url }),
        ({ message }: Error) => {
          assert.match(message, reason)
          assert.match(message, /REDIS_URL/)
          assert.doesNotMatch(message, /secret/)
          return true
        },
      )
    }
  })

  it('allows LOCKSTEP_REDIS_WAIT only where there may be replicas', () => {
    const wait = (url?: string) => readConfig({ LOCKSTEP_REDIS_WAIT: '1', REDIS_URL: url })
    assert.equal(readConfig({}).LOCKSTEP_REDIS_WAIT, 0)
    assert.equal(wait('redis://x').LOCKSTEP_REDIS_WAIT, 1)
    assert.equal(wait('redis-sentinel://x#y').LOCKSTEP_REDIS_WAIT, 1)
    assert.throws(() => wait('redis-cluster://x'), /LOCKSTEP_REDIS_WAIT.*Cluster.*set it to 0/)
    assert.throws(() => wait(), /LOCKSTEP_REDIS_WAIT/)
    const all = (url?: string) => readConfig({ LOCKSTEP_REDIS_WAIT: 'all', REDIS_URL: url })
    assert.equal(all('redis-sentinel://x#y').LOCKSTEP_REDIS_WAIT, 'all')
    assert.throws(() => all('redis://x'), /wanted redis-sentinel:.*set it to their number/)
    assert.throws(() => all('redis-cluster://x'), /Cluster.*set it to 0/)
    assert.throws(() => all(), /LOCKSTEP_REDIS_WAIT/)
  })

  it('refuses an address other than loopback, unless a setting allows it', () => {
    assert.throws(() => readConfig({ LOCKSTEP_HOST: '0.0.0.0' }), /LOCKSTEP_ALLOW_REMOTE=1/)
    const allowed = { LOCKSTEP_HOST: '0.0.0.0', LOCKSTEP_ALLOW_REMOTE: '1' }
    assert.equal(readConfig(allowed).LOCKSTEP_HOST, '0.0.0.0')
    for (const host of ['localhost', '::1', '127.0.0.9']) {
      assert.equal(readConfig({ LOCKSTEP_HOST: host }).LOCKSTEP_HOST, host)
    }
  })
})
