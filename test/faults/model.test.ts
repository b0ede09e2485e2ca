import assert from 'node:assert/strict'
import fc from 'fast-check'
import { after, describe, it } from 'node:test'
import { startRedis } from '../redis/server.ts'
import { connectedStore } from '../redis/store.ts'
import { SEED } from './random.ts'
import { invariantsHold } from './model/property.ts'
import { systemUnderTest, type SystemUnderTest } from './model/system_under_test.ts'

const redis = await startRedis('--appendfsync', 'no')
after(() => redis.stop())

/** Checks a number of scenarios, and that each kind of commit outcome occurred in them. */
async function checkInvariants(system: SystemUnderTest, numRuns: number): Promise<void> {
  await fc.assert(invariantsHold(system), { seed: SEED, numRuns })
  console.log(`# ${numRuns} scenarios; commits: ${JSON.stringify(system.counts)}`)
  for (const [what, times] of Object.entries(system.counts)) assert.ok(times > numRuns / 4, what)
}

describe('two instances, under any order of requests and any lost replies', async () => {
  const onSqlite = await systemUnderTest()
  const onRedis = await systemUnderTest(await connectedStore(redis.url))

  it(`keep the invariants, on SQLite (seed ${SEED})`, () => checkInvariants(onSqlite, 700))

  it(`keep the invariants, on Redis (seed ${SEED})`, () => checkInvariants(onRedis, 300))
})
