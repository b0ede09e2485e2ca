import assert from 'node:assert/strict'
import { optimizerAt, outcomeOf, REGRESSED, type LossCase } from './loss_case.ts'

/** Only a seal is lost, an edit is accepted below it, and another rank seals the steps again with the edit. */
export function passedSeal(id: string): LossCase {
  let seen = ''
  return {
    title: 'receive a refusal where the steps of a lost seal were sealed again after an edit',
    async before({ a }) {
      await optimizerAt(a, id).register()
      await optimizerAt(a, id).step({ step: 10, generation: 1 })
    },
    async whileLagging({ a }) {
      const given = await optimizerAt(a, id).step({ step: 20, generation: 1 })
      assert.deepEqual(outcomeOf(given), [200, 0.01])
      seen = given.body.seen
    },
    async afterwards({ a, b, isSurviving }) {
      const service = optimizerAt(b, id)
      // Service A has sealed the steps again.
      assert.equal((await service.edit({ set: { lr: 0.9 } })).body.step, isSurviving ? 21 : 11)
      if (isSurviving) {
        const again = await service.step({ step: 20, generation: 1, seen })
        return assert.deepEqual(outcomeOf(again), [200, 0.01])
      }
      // Before and after the lost seal is reached.
      for (const step of [15, 30]) {
        assert.deepEqual(outcomeOf(await service.step({ step, generation: 1 })), [200, 0.9])
        for (const each of [a, b]) {
          const again = await optimizerAt(each, id).step({ step: 21, generation: 1, seen })
          const what = `the rank that was given 0.01 at step 20, when ${step} is sealed, at ${each}`
          assert.deepEqual(outcomeOf(again), REGRESSED, what)
        }
      }
    },
  }
}
