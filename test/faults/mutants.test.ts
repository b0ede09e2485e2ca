import assert from 'node:assert/strict'
import fc from 'fast-check'
import { describe, it } from 'node:test'
import { SEED } from './random.ts'
import { invariantsHoldIfExpected } from './model/property.ts'
import { systemUnderTest } from './model/system_under_test.ts'
import { MUTANTS } from './mutants.ts'

describe('the invariants detect a store that', async () => {
  for (const [name, mutant] of Object.entries(MUTANTS)) {
    const system = await systemUnderTest(undefined, mutant)
    it(`${name} (seed ${SEED})`, async () => {
      const found = await fc.check(invariantsHoldIfExpected(system), {
        seed: SEED,
        numRuns: 1_000,
        endOnFailure: true,
      })
      assert.ok(found.failed, `no violation in ${found.numRuns} scenarios`)
      console.log(
        `# ${name}: in scenario ${found.numRuns}: ${String(found.errorInstance).slice(0, 200)}`,
      )
    })
  }
})
