import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { RUN } from '../app.ts'
import { startRedis } from '../redis/server.ts'
import { send, startService, type Service } from '../service.ts'
import { randomInteger, seededRandom, SEED } from './random.ts'

const directory = await mkdtemp(join(tmpdir(), 'lockstep-kill-'))
const redis = await startRedis()
after(async () => {
  await redis.stop()
  await rm(directory, { recursive: true })
})

const STORES = {
  SQLite: { LOCKSTEP_DATA: join(directory, 'lockstep.db') },
  Redis: { REDIS_URL: redis.url },
}

for (const [name, environment] of Object.entries(STORES)) {
  describe(`a service on ${name} that is killed during the requests of ranks`, () => {
    it(`has lost no returned step, and returns each one again (seed ${SEED})`, async () => {
      const random = seededRandom(SEED)
      let service: Service = await startService(environment)
      const run = '/v1/optimizers/killed'
      await send('PUT', service.url + run, RUN)
      const given = new Map<number, string>()
      let ambiguous = 0

      /** Requests a step as a rank does: until there is a response, from the service of that time. */
      async function rank(step: number): Promise<void> {
        for (;;) {
          try {
            const { status, body } = await send('POST', `${service.url}${run}/steps`, { step })
            assert.equal(status, 200)
            const values = JSON.stringify(body.groups)
            assert.equal(given.get(step) ?? values, values, `step ${step} has other values`)
            given.set(step, values)
            return
          } catch (error) {
            if (!(error instanceof TypeError)) throw error
            ambiguous++
            await new Promise((resolve) => setTimeout(resolve, 20))
          }
        }
      }

      const killedAt = randomInteger(random, 5, 25)
      try {
        for (let step = 1; step <= 30; step++) {
          const ranks = Promise.all(Array.from({ length: 8 }, () => rank(step)))
          if (step === killedAt) {
            // During the requests, so that at least one response is lost.
            await service.kill()
            service = await startService(environment)
          }
          await ranks
        }
        for (const [step, values] of given) {
          const { body } = await send('POST', `${service.url}${run}/steps`, { step })
          assert.equal(JSON.stringify(body.groups), values)
        }
        console.log(`# ${name}: ${given.size} steps, ${ambiguous} replies lost with a kill`)
        assert.ok(ambiguous > 0)
      } finally {
        await service.kill()
      }
    })
  })
}

describe('a service that receives SIGTERM', () => {
  it('exits by itself with code 0', async () => {
    const service = await startService(STORES.SQLite)
    assert.equal(await service.stop(), 0)
  })
})
