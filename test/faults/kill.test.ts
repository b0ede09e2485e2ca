import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { appOn, RUN } from '../app.ts'
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

type Change = readonly ['POST' | 'PATCH', string, object]

/** Changes before a step, by the step: those before step 0 precede the first advance. */
const CHANGES: Readonly<Record<number, readonly Change[]>> = {
  0: [
    ['POST', '/schedulers', { type: 'LinearLR', total_iters: 20, last_epoch: 3 }],
    ['POST', '/groups', { name: 'neck', lr: 0.3, momentum: 0.5, initial_lr: 0.6, foreach: null }],
    ['POST', '/edits', { multiply: { lr: 0.7 }, groups: ['head'], until_step: 14 }],
  ],
  6: [
    ['POST', '/groups', { name: 'late', lr: 0.2, momentum: 0.4, fused: true }],
    ['PATCH', '/schedulers/StepLR-1?at_step=12', { gamma: 0.5, step_size: 4 }],
  ],
  11: [['POST', '/edits', { hold: { lr: 0.25 }, groups: ['late'], at_step: 13 }]],
  17: [
    ['POST', '/edits', { release: ['lr'], groups: ['late'], at_step: 19 }],
    ['POST', '/groups', { name: 'last', lr: 0.1, momentum: 0.3, schedulers: 'restart' }],
  ],
}

const LAST = 30
const RANKS = 8

/** The values at every step, on a service that is never killed. */
async function expectedValues(): Promise<string[]> {
  const { send: call } = await appOn()
  const run = '/v1/optimizers/unharmed'
  await call('PUT', run, RUN)
  const values: string[] = []
  for (let step = 0; step <= LAST; step++) {
    for (const [method, path, body] of CHANGES[step] ?? []) {
      assert.ok((await call(method, run + path, body)).status < 300, path)
    }
    const { body } = await call('POST', `${run}/steps`, { step })
    values.push(JSON.stringify(body.groups))
  }
  return values
}

for (const [name, environment] of Object.entries(STORES)) {
  describe(`a service on ${name} that is killed during the requests of ranks and of editors`, () => {
    it(`has lost nothing acknowledged, and has the values of an unharmed one (seed ${SEED})`, async () => {
      const random = seededRandom(SEED)
      const expected = await expectedValues()
      let service: Service = await startService(environment)
      const run = '/v1/optimizers/killed'
      await send('PUT', service.url + run, RUN)
      let ambiguous = 0

      /** Sends a request until there is a response, to the service of that time. */
      async function untilAnswered(...[method, path, body, key]: Parameters<typeof send>) {
        for (;;) {
          try {
            return await send(method, service.url + run + path, body, key)
          } catch (error) {
            if (!(error instanceof TypeError)) throw error
            ambiguous++
            await new Promise((resolve) => setTimeout(resolve, 20))
          }
        }
      }

      async function rank(step: number): Promise<void> {
        const { status, body } = await untilAnswered('POST', '/steps', { step })
        assert.equal(status, 200)
        assert.equal(JSON.stringify(body.groups), expected[step], `step ${step} has other values`)
      }

      async function change(step: number): Promise<void> {
        for (const [index, [method, path, body]] of (CHANGES[step] ?? []).entries()) {
          const key = { 'idempotency-key': `change ${step} ${index}` }
          const { status } = await untilAnswered(method, path, body, key)
          assert.ok(status < 300, path)
        }
      }

      const killedAt = randomInteger(random, 7, 25)
      const changeKilledAt = [0, 6, 11, 17][randomInteger(random, 0, 3)]!
      const killDuring = async (requests: Promise<unknown>) => {
        // During the requests, so that at least one response is lost.
        await service.kill()
        service = await startService(environment)
        await requests
      }
      try {
        for (let step = 0; step <= LAST; step++) {
          const changed = change(step)
          await (step === changeKilledAt ? killDuring(changed) : changed)
          const ranks = Promise.all(Array.from({ length: RANKS }, () => rank(step)))
          await (step === killedAt ? killDuring(ranks) : ranks)
        }
        for (let step = 0; step <= LAST; step++) await rank(step)
        console.log(`# ${name}: ${LAST + 1} steps, ${ambiguous} replies lost with two kills`)
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
