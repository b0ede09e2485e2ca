import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { SEED } from './random.ts'
import { failover, type Report, type Setting } from './failover/failover.ts'

/** A failover takes the two seconds after which a primary is down, a vote, and a connection. */
const BACK_MS = 8_000

/** Tells what happened, and that the service was back in time each time. */
function tells({ jobs, struck, judged }: Report): void {
  const steps = jobs.reduce((sum, { book }) => sum + book.steps, 0)
  const generations = jobs.map(({ book }) => book.generations.size)
  const regressions = jobs.map((job) => job.regressions)
  console.log(
    `# ${steps} steps, generations: ${generations.join(', ')}, ${judged.replayed} replayed`,
  )
  console.log(`# ${judged.accepted} edits acknowledged, ${judged.lost} of them lost`)
  console.log(`# told of a lost history: ${regressions.join(', ')} times`)
  for (const { loss, behind, backMs } of struck) {
    console.log(
      `# a primary was ${loss}: back in ${Math.round(backMs)} ms; lost of ${behind.join()}`,
    )
    assert.ok(backMs < BACK_MS, `${backMs} ms`)
  }
}

async function runs(setting: Setting): Promise<Report> {
  console.log(`# replay: LOCKSTEP_TEST_SEED=${SEED} node --test test/faults/failover.test.ts`)
  const report = await failover(setting)
  tells(report)
  return report
}

// Together: most of the time they wait for sentinels.
describe(
  'ranks on two services, when replicas lag and the primary is lost',
  { concurrency: true },
  () => {
    it(`are told the same, and of each input that is lost (seed ${SEED})`, async () => {
      const { jobs, struck, judged } = await runs({ seed: SEED, replicas: 0, losses: ['killed'] })
      assert.ok(judged.lost > 0, 'no edit was lost')
      const [unedited] = jobs
      const isBehind = struck.some(({ behind }) =>
        behind.some((key) => key.includes(unedited!.name)),
      )
      assert.ok(isBehind, 'no seal was lost')
      assert.equal(unedited!.book.generations.size, 1, 'a lost seal was not repaired')
    })

    it(`lose nothing acknowledged where a replica is waited for (seed ${SEED})`, async () => {
      const { judged } = await runs({ seed: SEED, replicas: 1, losses: ['stopped'] })
      assert.ok(judged.accepted > 0)
      assert.equal(judged.lost, 0)
    })
  },
)
