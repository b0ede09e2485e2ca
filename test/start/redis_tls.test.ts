import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { connect, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createServer, type Server } from 'node:tls'
import { after, before, describe, it } from 'node:test'
import { IN_MEMORY, startRedis } from '../redis/server.ts'
import { send } from '../service.ts'
import { refusalWith } from './refusals.ts'
import { startService, temporaryFolder } from './service_process.ts'

const folder = temporaryFolder()
const redis = await startRedis(...IN_MEMORY)
const servers: Server[] = []
after(async () => {
  servers.forEach((server) => server.close())
  await redis.stop()
})

const skip =
  spawnSync('openssl', ['version']).status === 0
    ? false
    : 'there is no openssl to make certificates'

/** A certificate that is signed by itself, for some names. */
function certificate(name: string, subjectAltName: string) {
  const [key, cert] = [join(folder, `${name}.key`), join(folder, `${name}.crt`)]
  const subject = ['-subj', `/CN=${name}`, '-addext', `subjectAltName=${subjectAltName}`]
  const files = ['-keyout', key, '-out', cert]
  const made = spawnSync('openssl', ['req', '-x509', '-nodes', '-days', '2', ...files, ...subject])
  assert.equal(made.status, 0, String(made.stderr))
  return { file: cert, key: readFileSync(key), cert: readFileSync(cert) }
}

/** The port of a Redis that is behind TLS. */
async function tlsPort(options: { readonly key: Buffer; readonly cert: Buffer }): Promise<number> {
  const server = createServer(options, (client) => {
    const target = connect(redis.port, '127.0.0.1')
    for (const socket of [client, target]) socket.on('error', () => {})
    client.pipe(target).pipe(client)
  })
  server.on('tlsClientError', () => {})
  server.listen(0, '127.0.0.1')
  servers.push(server)
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

describe('a service that is started on a Redis with TLS, or one without', { skip }, () => {
  let own: ReturnType<typeof certificate>
  let port = 0
  before(async () => {
    own = certificate('own', 'DNS:localhost,IP:127.0.0.1')
    port = await tlsPort(own)
  })

  for (const [kind, suffix] of [
    ['', ''],
    ['-cluster', ''],
    ['-sentinel', '#main'],
  ] as const) {
    it(`says that it uses TLS: redis${kind}://`, async () => {
      assert.match(
        await refusalWith({ REDIS_URL: `redis${kind}://127.0.0.1:${port}${suffix}` }),
        new RegExp(
          `: it uses TLS: write rediss${kind}:// instead of redis${kind}:// in REDIS_URL$`,
        ),
      )
    })

    it(`says that it does not use TLS: rediss${kind}://`, async () => {
      assert.match(
        await refusalWith({ REDIS_URL: `rediss${kind}://127.0.0.1:${redis.port}${suffix}` }),
        new RegExp(
          `: it does not use TLS: write redis${kind}:// instead of rediss${kind}:// in REDIS_URL$`,
        ),
      )
    })
  }

  it('says that its certificate is not trusted', async () => {
    assert.match(
      await refusalWith({ REDIS_URL: `rediss://127.0.0.1:${port}` }),
      /: its certificate is not trusted \(self-signed certificate.*\): name a file with that of its authority in NODE_EXTRA_CA_CERTS$/,
    )
  })

  it('says that its certificate is of other hosts', async () => {
    const other = certificate('other', 'DNS:redis.example')
    const NODE_EXTRA_CA_CERTS = other.file
    const REDIS_URL = `rediss://127.0.0.1:${await tlsPort(other)}`
    assert.match(
      await refusalWith({ REDIS_URL, NODE_EXTRA_CA_CERTS }),
      /: its certificate is of other hosts \(.*127\.0\.0\.1.*\): write one of these in REDIS_URL$/,
    )
  })

  it('starts where the certificate is trusted', async () => {
    const NODE_EXTRA_CA_CERTS = own.file
    const REDIS_URL = `rediss://127.0.0.1:${port}`
    const service = await startService({ REDIS_URL, NODE_EXTRA_CA_CERTS })
    assert.equal((await send('GET', `${service.url}/readyz`)).status, 200)
    service.signal('SIGTERM')
    assert.equal((await service.ended).code, 0)
  })
})
