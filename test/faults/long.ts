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
import { answerCounts, reportLines } from './failover/report_lines.ts'
import { promoteLaggingReplica } from './failover/losses/strikes.ts'
import { startStruckServices } from './failover/losses/struck_clients.ts'
import { strikeFor } from './failover/strike.ts'
import { WAITS_FOR_ALL } from './failover/wait_settings.ts'
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

/** How long each run over Sentinel takes. */
const MINUTES = Number(process.env['LOCKSTEP_FAULT_MINUTES'] ?? 30)

describe('ranks on two services, through many failovers', () => {
  for (const wait of ['0', '1', ...WAITS_FOR_ALL]) {
    const isLossless = WAITS_FOR_ALL.includes(wait)
    const title = isLossless
      ? `never differ, and lose nothing, when the service waits for ${wait} of 2 replicas`
      : `find every lost input when the service waits for ${wait} of 2 replicas`
    it(`${title} (seed ${SEED})`, async () => {
      const options = {
        seed: SEED,
        wait,
        isLossless,
        maxWindow: 4,
        maxEditPauseMs: 300,
        pauseRate: 0.02,
      }
      const report = await runFailovers(options, strikeFor(MINUTES))
      for (const line of reportLines(report)) console.log(`# WAIT=${wait}: ${line}`)
      console.log(`# WAIT=${wait}: strikes: ${JSON.stringify(report.strikes)}`)
      const { differences, silentDifferences } = answerCounts(report)
      const hasDiffered = differences + silentDifferences > 0
      assert.ok(!isLossless || !hasDiffered)
      assert.ok(wait !== '0' || report.finalCheck.lost > 0, 'no edit was lost')
    })
  }
})

describe('clients that edit, and echo seen, when a preferred replica was down and is promoted', () => {
  it('are refused where an edit is lost, and lose none if the service waits for all replicas', async () => {
    const services = await startStruckServices()
    after(() => services.stop())
    // Longer than the time after which sentinels hold the replica for down, and it does not count.
    const clients = await services.strike('lagging', promoteLaggingReplica(6_000))
    for (const { wait, lost, acknowledged, isRefused } of clients) {
      console.log(`# WAIT=${wait}: ${lost.length} of ${acknowledged} edits lost`)
      assert.ok(isRefused || lost.length === 0, 'a lost edit was not found')
      assert.ok(!WAITS_FOR_ALL.includes(wait) || lost.length === 0, 'an edit was lost')
    }
  })
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
