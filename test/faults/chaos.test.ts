import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { SEED } from './random.ts'
import { runChaos } from './chaos/chaos.ts'
import { FOR_MUTANTS, SHORT } from './chaos/run_config.ts'
import { lostReplies, summaryLines } from './chaos/summary.ts'
import { Violation } from './invariants/violation.ts'

describe('64 ranks of 8 jobs on 3 services and one Redis', () => {
  it(`return the same values at every step under every fault (seed ${SEED})`, async () => {
    console.log(`# the seed determines the order of the faults, not the scheduling of processes`)
    console.log(`# replay: LOCKSTEP_TEST_SEED=${SEED} node --test test/faults/chaos.test.ts`)
    const report = await runChaos({ seed: SEED, config: SHORT })
    for (const line of summaryLines(report)) console.log(`# ${line}`)
    assert.ok(report.steps >= SHORT.steps)
    assert.ok(lostReplies(report) >= report.calls.calls / 100)
    assert.ok(
      report.finalCheck.quorums > 0 && report.changes.accepted > 0 && report.changes.cancelled > 0,
    )
    for (const [kind, times] of Object.entries(report.injected)) assert.ok(times > 0, kind)
    for (const network of [report.clientNetwork, report.redisNetwork]) {
      // Whether a server closes during a request is random; that it was killed is checked above.
      const { serverClosed: _serverClosed, ...faults } = network
      for (const [kind, times] of Object.entries(faults)) assert.ok(times > 0, kind)
    }
  })
})

describe('services on a store that writes without comparing versions', () => {
  it(`are detected by a violated invariant (seed ${SEED})`, async () => {
    const main = fileURLToPath(new URL('./mutant_main.ts', import.meta.url))
    const run = runChaos({
      seed: SEED,
      config: FOR_MUTANTS,
      main,
      environment: { MUTANT: 'writes without comparing versions' },
    })
    await assert.rejects(run, (error) => {
      console.log(`# found: ${String(error).slice(0, 200)}`)
      return error instanceof Violation
    })
  })
})
