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

  it('is refused with every fault at once', () => {
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

  it('does not let an unguarded service listen to the world unless told to', () => {
    assert.throws(() => readConfig({ LOCKSTEP_HOST: '0.0.0.0' }), /LOCKSTEP_ALLOW_REMOTE=1/)
    const told = { LOCKSTEP_HOST: '0.0.0.0', LOCKSTEP_ALLOW_REMOTE: '1' }
    assert.equal(readConfig(told).LOCKSTEP_HOST, '0.0.0.0')
    for (const host of ['localhost', '::1', '127.0.0.9']) {
      assert.equal(readConfig({ LOCKSTEP_HOST: host }).LOCKSTEP_HOST, host)
    }
  })
})
