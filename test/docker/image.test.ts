import assert from 'node:assert/strict'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { join, relative } from 'node:path'
import { after, before, describe, it, type TestContext } from 'node:test'
import { startRedis, type RedisServer } from '../redis/server.ts'
import { send, until } from '../service.ts'
import { readCompose } from './compose.ts'
import { ROOT } from './dockerfile.ts'
import { buildImage, type Image } from './image.ts'

const RUN = {
  groups: [{ name: 'all', lr: 0.1 }],
  schedulers: [{ type: 'ExponentialLR', gamma: 0.5 }],
}

describe('the image', { timeout: 240_000 }, () => {
  let image: Image
  before(async () => {
    image = await buildImage()
  })
  after(() => image?.close())

  it('contains every file of src, as JavaScript or unchanged', () => {
    const sources = filesUnder(`${ROOT}src`).filter((path) => !path.endsWith('.d.ts'))
    const compiled = sources.map((path) => path.replace(/\.ts$/, '.js')).sort()
    assert.deepEqual(filesUnder(image.at('/app/dist')), compiled)
    for (const path of sources.filter((each) => !each.endsWith('.ts'))) {
      const [built, source] = [image.at(`/app/dist/${path}`), `${ROOT}src/${path}`]
      assert.deepEqual(readFileSync(built), readFileSync(source), path)
    }
  })

  it('advances an optimizer in SQLite, before and after a restart', async () => {
    const first = await image.start()
    assert.equal((await send('PUT', `${first.url}/v1/optimizers/run`, RUN)).status, 201)
    assert.equal(await rateAt(first.url, 1), 0.05)
    assert.equal(await first.stop(), 0)

    const second = await image.start()
    assert.equal(await rateAt(second.url, 1), 0.05)
    assert.equal(await sealed(second.url), 1)
    assert.equal(await second.stop(), 0)
  })

  it('is healthy only while it runs', async () => {
    const service = await image.start()
    assert.equal(await image.healthcheck(service.port), 0)
    await service.stop()
    assert.equal(await image.healthcheck(service.port), 1)
  })

  it('is not healthy while it accepts connections without a response', async (t) => {
    assert.equal(await image.healthcheck(await listening(t, () => {})), 1)
  })

  it('is not healthy while another server responds on its port', async (t) => {
    const port = await listening(t, (socket) => socket.end('HTTP/1.1 404 Not Found\r\n\r\n'))
    assert.equal(await image.healthcheck(port), 1)
  })

  describe('with Redis as compose.yaml starts it', () => {
    let redis: RedisServer
    before(async () => {
      redis = await startRedis(...readCompose().services.redis.command.slice(1))
    })
    after(() => redis?.stop())

    it('advances an optimizer that survives a kill of Redis', async () => {
      const service = await image.start({ REDIS_URL: redis.url })
      assert.equal((await send('PUT', `${service.url}/v1/optimizers/run`, RUN)).status, 201)
      assert.equal(await rateAt(service.url, 1), 0.05)

      redis.signal('SIGKILL')
      await redis.restart()
      await until(() => fetch(`${service.url}/readyz`).then(({ ok }) => ok))
      assert.equal(await sealed(service.url), 1)
      assert.equal(await rateAt(service.url, 2), 0.025)
      assert.equal(await service.stop(), 0)
    })
  })
})

/** All files under a directory, by their paths in it. */
const filesUnder = (directory: string): string[] =>
  readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(directory, join(entry.parentPath, entry.name)))
    .sort()

/** The port of a server that runs as long as the test. */
async function listening(t: TestContext, meet: (socket: Socket) => void): Promise<number> {
  const server = createServer(meet).listen(0, '127.0.0.1')
  t.after(() => server.close())
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

async function rateAt(url: string, step: number): Promise<number> {
  const response = await send('POST', `${url}/v1/optimizers/run/steps`, { step })
  return (response.body as { groups: [{ lr: number }] }).groups[0].lr
}

async function sealed(url: string): Promise<number> {
  const response = await send('GET', `${url}/v1/optimizers/run`)
  return (response.body as { sealed_through: number }).sealed_through
}
