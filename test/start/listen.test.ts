import assert from 'node:assert/strict'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { refusalWith } from './refusals.ts'
import { temporaryFolder } from './service_process.ts'

const folder = temporaryFolder()
const LOCKSTEP_DATA = join(folder, 'lockstep.db')
const LOCKSTEP_ALLOW_REMOTE = '1'

describe('a service that is started where it cannot listen', () => {
  it('says that the port is in use, and leaves the data file closed', async (t) => {
    const server = createServer().listen(0, '127.0.0.1')
    t.after(() => server.close())
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    assert.equal(
      await refusalWith({ LOCKSTEP_DATA, LOCKSTEP_PORT: `${port}` }),
      `Cannot listen on 127.0.0.1:${port}: another process listens there: stop it, or set LOCKSTEP_PORT to another port`,
    )
    assert.deepEqual(readdirSync(folder), ['lockstep.db', 'lockstep.db-lock'])
  })

  it('says that no such host is known', async () => {
    assert.equal(
      await refusalWith({
        LOCKSTEP_DATA,
        LOCKSTEP_ALLOW_REMOTE,
        LOCKSTEP_HOST: 'lockstep.invalid',
      }),
      'Cannot listen on lockstep.invalid:0: no such host is known here: set LOCKSTEP_HOST to an address of this machine',
    )
  })

  it('says that the machine has no such address', async () => {
    // 192.0.2.0/24 is for documentation.
    assert.equal(
      await refusalWith({ LOCKSTEP_DATA, LOCKSTEP_ALLOW_REMOTE, LOCKSTEP_HOST: '192.0.2.1' }),
      'Cannot listen on 192.0.2.1:0: this machine has no such address: set LOCKSTEP_HOST to one that it has',
    )
  })
})
