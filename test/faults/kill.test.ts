import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { RUN } from '../app.ts'
import { startRedis } from '../redis_server.ts'
import { ask, startService, type Service } from '../service.ts'
import { chance, SEED } from './chance.ts'

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
  describe(`a service on ${name} that is killed`, () => {
    it('between two steps has lost nothing', async () => {
      const first = await startService(environment)
      const run = '/v1/optimizers/killed'
      await ask('PUT', first.url + run, RUN)
      const sealed = await ask('POST', `${first.url}${run}/steps`, { step: 25 })
      await ask('PATCH', `${first.url}${run}/groups/head`, { lr: 0.5 })
      const before = await ask('GET', first.url + run)
      await first.kill()
      const second = await startService(environment)
      assert.deepEqual((await ask('GET', second.url + run)).body, before.body)
      assert.deepEqual(
        (await ask('POST', `${second.url}${run}/steps`, { step: 25 })).body,
        sealed.body,
      )
      const next = await ask('POST', `${second.url}${run}/steps`, {})
      assert.deepEqual([next.body.step, next.body.groups[1].lr], [26, 0.5])
      await second.kill()
    })

    it(`while ranks are asking has lost no answer it gave, and gives each again (seed ${SEED})`, async () => {
      const random = chance(SEED)
      let service: Service = await startService(environment)
      const run = '/v1/optimizers/asked'
      await ask('PUT', service.url + run, RUN)
      const given = new Map<number, string>()
      let ambiguous = 0

      /** Asks as a rank does: again until there is an answer, of whoever serves by then. */
      async function rank(step: number): Promise<void> {
        for (;;) {
          try {
            const { status, body } = await ask('POST', `${service.url}${run}/steps`, { step })
            assert.equal(status, 200)
            const values = JSON.stringify(body.groups)
            assert.equal(given.get(step) ?? values, values, `step ${step} was answered otherwise`)
            given.set(step, values)
            return
          } catch (error) {
            if (!(error instanceof TypeError)) throw error
            ambiguous++
            await new Promise((resolve) => setTimeout(resolve, 20))
          }
        }
      }

      let kills = 0
      for (let step = 1; step <= 60; step++) {
        const ranks = Promise.all(Array.from({ length: 8 }, () => rank(step)))
        if (random() < 0.1) {
          await new Promise((resolve) => setTimeout(resolve, random() * 4))
          await service.kill()
          kills++
          service = await startService(environment)
        }
        await ranks
      }
      for (const [step, values] of given) {
        const { body } = await ask('POST', `${service.url}${run}/steps`, { step })
        assert.equal(JSON.stringify(body.groups), values)
      }
      console.log(`# ${name}: ${given.size} steps, ${kills} kills, ${ambiguous} lost replies`)
      await service.kill()
    })
  })
}

describe('a service that is asked to stop', () => {
  it('ends by itself, with nothing to complain of', async () => {
    const service = await startService(STORES.SQLite)
    assert.equal(await service.stop(), 0)
  })
})
