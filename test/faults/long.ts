import assert from 'node:assert/strict'
import fc from 'fast-check'
import { after, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { startRedis } from '../redis/server.ts'
import { connectedStore } from '../redis/store.ts'
import { SEED } from './random.ts'
import { runChaos } from './chaos/chaos.ts'
import { FOR_MUTANTS, LONG } from './chaos/run_config.ts'
import { lostReplies, summaryLines } from './chaos/summary.ts'
import { runFailovers } from './failover/failover.ts'
import { invariantsHold } from './model/property.ts'
import { systemUnderTest } from './model/system_under_test.ts'
import { MUTANTS } from './mutants.ts'
import { Violation } from './invariants/violation.ts'

console.log(`# replay: LOCKSTEP_TEST_SEED=${SEED} npm run test:faults`)

describe('64 ranks of 8 jobs on 3 services and one Redis, in a long run', () => {
  it(`return the same values at every step under every fault (seed ${SEED})`, async () => {
    const report = await runChaos({ seed: SEED, config: LONG })
    for (const line of summaryLines(report)) console.log(`# ${line}`)
    assert.ok(report.steps >= LONG.steps)
    assert.ok(lostReplies(report) >= 10_000)
    for (const [kind, times] of Object.entries(report.injected)) assert.ok(times > 0, kind)
  })
})

describe('ranks on two services, through many failovers', () => {
  const LOSSES = ['killed', 'stopped', 'killed', 'killed', 'stopped', 'stopped'] as const
  for (const replicas of [0, 1]) {
    it(`never differ when the service waits for ${replicas} replicas (seed ${SEED})`, async () => {
      const { finalCheck, failovers } = await runFailovers({ seed: SEED, replicas, faults: LOSSES })
      const back = Math.max(...failovers.map(({ recoveryMs }) => recoveryMs))
      console.log(`# back within ${Math.round(back)} ms: ${JSON.stringify(finalCheck)}`)
      assert.ok(back < 8_000)
      assert.equal(finalCheck.lost > 0, replicas === 0)
    })
  }
})

describe('the invariants detect services on a store that', () => {
  const main = fileURLToPath(new URL('./mutant_main.ts', import.meta.url))
  for (const name of Object.keys(MUTANTS)) {
    it(`${name} (seed ${SEED})`, async () => {
      const run = runChaos({ seed: SEED, config: FOR_MUTANTS, main, environment: { MUTANT: name } })
      await assert.rejects(run, (error) => {
        console.log(`# ${name}: ${String(error).slice(0, 200)}`)
        return error instanceof Violation
      })
    })
  }
})

const redis = await startRedis('--appendfsync', 'no')
after(() => redis.stop())

describe('two instances, under any order of requests, in a long run', async () => {
  const systems = {
    SQLite: await systemUnderTest(),
    Redis: await systemUnderTest(await connectedStore(redis.url)),
  }
  for (const [name, system] of Object.entries(systems)) {
    it(`keep the invariants, on ${name} (seed ${SEED})`, async () => {
      await fc.assert(invariantsHold(system), { seed: SEED, numRuns: 10_000 })
      console.log(`# commits: ${JSON.stringify(system.counts)}`)
    })
  }
})
