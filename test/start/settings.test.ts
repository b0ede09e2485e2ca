import assert from 'node:assert/strict'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { refusalWith } from './refusals.ts'
import { startProcess, startService, temporaryFolder } from './service_process.ts'

const LOCKSTEP_DATA = join(temporaryFolder(), 'lockstep.db')

describe('a service that is started with wrong settings', () => {
  it('says in one sentence what is wrong with one', async () => {
    assert.equal(
      await refusalWith({ LOCKSTEP_PORT: '80a' }),
      'Cannot start: LOCKSTEP_PORT is "80a": wanted a whole number from 0 to 65535',
    )
  })

  it('says what a misspelled one is meant to be', async () => {
    assert.equal(
      await refusalWith({ LOCKSTEP_DATA, LOCKSTEP_LOGLEVEL: 'debug' }),
      'Cannot start: LOCKSTEP_LOGLEVEL is not a setting: did you mean LOCKSTEP_LOG_LEVEL?',
    )
  })

  it('says all that is wrong, each on a line', async () => {
    const { ended } = startProcess({ LOCKSTEP_PROT: '1', LOCKSTEP_HISTORY: '1' })
    const { code, stdout, stderr } = await ended
    assert.equal(
      stderr,
      'Cannot start with these settings:\n' +
        '  LOCKSTEP_HISTORY is "1": wanted a whole number from 1000 to 1000000000\n' +
        '  LOCKSTEP_PROT is not a setting: did you mean LOCKSTEP_PORT?\n',
    )
    assert.deepEqual([code, stdout], [1, ''])
  })

  it('says what of an address of Redis is wrong, and shows no password', async () => {
    const said = await refusalWith({ REDIS_URL: 'redis://me:secret%@redis' })
    assert.equal(
      said,
      'Cannot start: REDIS_URL is not an address of Redis: wanted user and password percent-encoded',
    )
  })

  it('says where Kubernetes has set one for a service called lockstep', async () => {
    const said = await refusalWith({ LOCKSTEP_PORT: 'tcp://10.0.0.1:8080' })
    assert.match(said, /^Cannot start: LOCKSTEP_PORT is .*Kubernetes.* enableServiceLinks to false/)
  })
})

describe('a service that is started with variables of others', () => {
  it('starts: clients have settings too, and Kubernetes names services by variables', async () => {
    const service = await startService({
      LOCKSTEP_DATA,
      LOCKSTEP_URL: 'http://127.0.0.1:8080',
      LOCKSTEP_SERVICE_HOST: '10.0.0.1',
      LOCKSTEP_SERVICE_PORT_HTTP: '8080',
      LOCKSTEP_PORT_8080_TCP_ADDR: '10.0.0.1',
      LOCKSTEP_REDIS_PORT: 'tcp://10.0.0.2:6379',
    })
    service.signal('SIGTERM')
    assert.equal((await service.ended).code, 0)
  })
})
