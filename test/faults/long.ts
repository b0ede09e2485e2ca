import assert from 'node:assert/strict'
import fc from 'fast-check'
import { after, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { startRedis } from '../redis/server.ts'
import { connectedStore } from '../redis/store.ts'
import { SEED } from './random.ts'
import { chaos } from './chaos/chaos.ts'
import { CALM, LONG } from './chaos/run_config.ts'
import { ambiguous, linesOf } from './chaos/summary.ts'
import { failover } from './failover/failover.ts'
import { invariantsHold } from './model/property.ts'
import { stageOn } from './model/system_under_test.ts'
import { MUTANTS } from './mutants.ts'
import { Violation } from './invariants/violation.ts'

console.log(`# replay: LOCKSTEP_TEST_SEED=${SEED} npm run test:faults`)

describe('64 ranks of 8 jobs on 3 services and one Redis, for long', () => {
  it(`are told the same at every step, whatever goes wrong (seed ${SEED})`, async () => {
    const report = await chaos({ seed: SEED, plan: LONG })
    for (const line of linesOf(report)) console.log(`# ${line}`)
    assert.ok(report.steps >= LONG.steps)
    assert.ok(ambiguous(report) >= 10_000)
    for (const [kind, times] of Object.entries(report.struck)) assert.ok(times > 0, kind)
  })
})

describe('ranks on two services, through many failovers', () => {
  const LOSSES = ['killed', 'stopped', 'killed', 'killed', 'stopped', 'stopped'] as const
  for (const replicas of [0, 1]) {
    it(`never differ where ${replicas} replicas are waited for (seed ${SEED})`, async () => {
      const { judged, struck } = await failover({ seed: SEED, replicas, losses: LOSSES })
      const back = Math.max(...struck.map(({ backMs }) => backMs))
      console.log(`# back within ${Math.round(back)} ms: ${JSON.stringify(judged)}`)
      assert.ok(back < 8_000)
      assert.equal(judged.lost > 0, replicas === 0)
    })
  }
})

describe('services on a store that is wrong in one way are found out, where it', () => {
  const main = fileURLToPath(new URL('./mutant_main.ts', import.meta.url))
  for (const name of Object.keys(MUTANTS)) {
    it(`is ${name} (seed ${SEED})`, async () => {
      const run = chaos({ seed: SEED, plan: CALM, main, environment: { MUTANT: name } })
      await assert.rejects(run, (error) => {
        console.log(`# ${name}: ${String(error).slice(0, 200)}`)
        return error instanceof Violation
      })
    })
  }
})

const redis = await startRedis('--appendfsync', 'no')
after(() => redis.stop())

describe('two instances, whatever is asked of them in whatever order, for long', async () => {
  const stages = { SQLite: await stageOn(), Redis: await stageOn(await connectedStore(redis.url)) }
  for (const [name, stage] of Object.entries(stages)) {
    it(`keep the invariants, on ${name} (seed ${SEED})`, async () => {
      await fc.assert(invariantsHold(stage), { seed: SEED, numRuns: 10_000 })
      console.log(`# commits: ${JSON.stringify(stage.counts)}`)
    })
  }
})
