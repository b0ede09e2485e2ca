import assert from 'node:assert/strict'
import fc from 'fast-check'
import { describe, it } from 'node:test'
import { SEED } from './random.ts'
import { invariantsHoldIfExpected } from './model/property.ts'
import { systemUnderTest } from './model/system_under_test.ts'
import { MUTANTS } from './mutants.ts'

describe('a store that is wrong in one way is found out, where it', async () => {
  for (const [name, mutant] of Object.entries(MUTANTS)) {
    const system = await systemUnderTest(undefined, mutant)
    it(`is ${name} (seed ${SEED})`, async () => {
      const found = await fc.check(invariantsHoldIfExpected(system), {
        seed: SEED,
        numRuns: 1_000,
        endOnFailure: true,
      })
      assert.ok(found.failed, `nothing was found in ${found.numRuns} scripts`)
      console.log(
        `# ${name}: in script ${found.numRuns}: ${String(found.errorInstance).slice(0, 200)}`,
      )
    })
  }
})
