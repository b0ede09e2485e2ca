import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { SEED } from './random.ts'
import type { DeploymentOptions } from './failover/deployment.ts'
import { runFailovers } from './failover/failover.ts'
import { loseEach, type PrimaryFault } from './failover/lost_primary.ts'
import { reportLines } from './failover/report_lines.ts'

/** A failover takes the two seconds of down-after-milliseconds, an election, and a connection. */
const MAX_RECOVERY_MS = 8_000

/** Runs the ranks, prints a report, and asserts that the service recovered in time each time. */
async function run(
  options: Pick<DeploymentOptions, 'wait' | 'isLossless'>,
  faults: readonly PrimaryFault[],
) {
  console.log(`# replay: LOCKSTEP_TEST_SEED=${SEED} node --test test/faults/failover.test.ts`)
  const all = { ...options, seed: SEED, maxWindow: 40, maxEditPauseMs: 100, pauseRate: 0 }
  const report = await runFailovers(all, loseEach(faults))
  for (const line of reportLines(report)) console.log(`# ${line}`)
  for (const { fault, behind, recoveryMs } of report.strikes) {
    const back = `back in ${Math.round(recoveryMs)} ms`
    console.log(`# a primary was ${fault}: ${back}; lost of ${behind.join()}`)
    assert.ok(recoveryMs < MAX_RECOVERY_MS, `${recoveryMs} ms`)
  }
  return report
}

// Concurrently, because most of the time they wait for sentinels.
describe(
  'ranks on two services, when replicas lag and the primary is lost',
  { concurrency: true },
  () => {
    it(`receive the same values, or one of two is refused at its next call (seed ${SEED})`, async () => {
      const lossy = { wait: '0', isLossless: false }
      const { jobs, strikes, finalCheck } = await run(lossy, ['killed'])
      assert.ok(finalCheck.lost > 0, 'no edit was lost')
      const [unedited] = jobs
      const isBehind = strikes.some(({ behind }) =>
        behind.some((key) => key.includes(unedited!.name)),
      )
      assert.ok(isBehind, 'no seal was lost')
      assert.equal(unedited!.incarnation.generation, 1, 'a lost seal was not repaired')
    })

    it(`lose nothing acknowledged when the service waits for a replica (seed ${SEED})`, async () => {
      const { finalCheck } = await run({ wait: '1', isLossless: true }, ['stopped'])
      assert.ok(finalCheck.accepted > 0)
      assert.equal(finalCheck.lost, 0)
    })
  },
)
