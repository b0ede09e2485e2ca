import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { SEED } from './random.ts'
import { runFailovers, type FailoverReport, type FailoverOptions } from './failover/failover.ts'

/** A failover takes the two seconds of down-after-milliseconds, an election, and a connection. */
const MAX_RECOVERY_MS = 8_000

/** Prints the report, and asserts that the service recovered in time each time. */
function printReport({ jobs, failovers, finalCheck }: FailoverReport): void {
  const steps = jobs.reduce((sum, { observed }) => sum + observed.steps, 0)
  const generations = jobs.map(({ observed }) => observed.generations.size)
  const regressions = jobs.map((job) => job.regressions)
  console.log(
    `# ${steps} steps, generations: ${generations.join(', ')}, ${finalCheck.replayed} replayed`,
  )
  console.log(`# ${finalCheck.accepted} edits acknowledged, ${finalCheck.lost} of them lost`)
  console.log(`# history_regressed was returned ${regressions.join(', ')} times`)
  for (const { fault, behind, recoveryMs } of failovers) {
    console.log(
      `# a primary was ${fault}: back in ${Math.round(recoveryMs)} ms; lost of ${behind.join()}`,
    )
    assert.ok(recoveryMs < MAX_RECOVERY_MS, `${recoveryMs} ms`)
  }
}

async function run(setting: FailoverOptions): Promise<FailoverReport> {
  console.log(`# replay: LOCKSTEP_TEST_SEED=${SEED} node --test test/faults/failover.test.ts`)
  const report = await runFailovers(setting)
  printReport(report)
  return report
}

// Concurrently, because most of the time they wait for sentinels.
describe(
  'ranks on two services, when replicas lag and the primary is lost',
  { concurrency: true },
  () => {
    it(`receive the same values, and a refusal for each lost input (seed ${SEED})`, async () => {
      const { jobs, failovers, finalCheck } = await run({
        seed: SEED,
        replicas: 0,
        faults: ['killed'],
      })
      assert.ok(finalCheck.lost > 0, 'no edit was lost')
      const [unedited] = jobs
      const isBehind = failovers.some(({ behind }) =>
        behind.some((key) => key.includes(unedited!.name)),
      )
      assert.ok(isBehind, 'no seal was lost')
      assert.equal(unedited!.observed.generations.size, 1, 'a lost seal was not repaired')
    })

    it(`lose nothing acknowledged when the service waits for a replica (seed ${SEED})`, async () => {
      const { finalCheck } = await run({ seed: SEED, replicas: 1, faults: ['stopped'] })
      assert.ok(finalCheck.accepted > 0)
      assert.equal(finalCheck.lost, 0)
    })
  },
)
