import assert from 'node:assert/strict'
import fc from 'fast-check'
import { after, describe, it } from 'node:test'
import { startRedis } from '../redis/server.ts'
import { connectedStore } from '../redis/store.ts'
import { SEED } from './random.ts'
import { invariantsHold } from './model/property.ts'
import { stageOn, type Stage } from './model/system_under_test.ts'

const redis = await startRedis('--appendfsync', 'no')
after(() => redis.stop())

/** Checks so many scripts, and that what is to go wrong in them did. */
async function holds(stage: Stage, numRuns: number): Promise<void> {
  await fc.assert(invariantsHold(stage), { seed: SEED, numRuns })
  console.log(`# ${numRuns} scripts; commits: ${JSON.stringify(stage.counts)}`)
  for (const [what, times] of Object.entries(stage.counts)) assert.ok(times > numRuns / 4, what)
}

describe('two instances, whatever is asked of them in whatever order and whatever gets lost', async () => {
  const onSqlite = await stageOn()
  const onRedis = await stageOn(await connectedStore(redis.url))

  it(`keep the invariants, on SQLite (seed ${SEED})`, () => holds(onSqlite, 700))

  it(`keep the invariants, on Redis (seed ${SEED})`, () => holds(onRedis, 300))
})
